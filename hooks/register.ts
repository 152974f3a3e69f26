// What `--import zipimport/register` and `-r zipimport/register` load.
import { register } from './zipimport.ts';

register();
