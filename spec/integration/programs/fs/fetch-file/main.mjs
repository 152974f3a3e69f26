await fetch(new URL('data/a.txt', import.meta.url)).catch((error) => console.log(error.name, error.message, error.cause?.message));
