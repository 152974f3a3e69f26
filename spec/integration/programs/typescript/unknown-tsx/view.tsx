export const View = (): unknown => <div />;
