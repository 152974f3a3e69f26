import { watch } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const controller = new AbortController();
setImmediate(() => controller.abort());
try {
  for await (const event of watch(fileURLToPath(new URL('data', import.meta.url)), { signal: controller.signal })) console.log(event);
} catch (error) {
  console.log(error.name, error.code);
}
