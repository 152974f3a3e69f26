export default (await Promise.resolve("b")) as string;
