import inner from '#self'; import again from 'linked/inner'; export default ['esm', inner === again];
