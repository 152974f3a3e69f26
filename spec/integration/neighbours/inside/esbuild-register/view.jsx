const React = { createElement: (...parts) => parts.join() };
export const view = <p id="x">hello</p>;
