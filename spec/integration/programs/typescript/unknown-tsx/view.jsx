exports.View = () => <div />;
