export const trace = () => eval('new Error("there").stack');
