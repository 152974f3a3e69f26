// The policy of this process, read when the hooks are set up: before anything of the program loads.
import { findPolicy } from '../lib/policy/find-policy.ts';
import { DEFAULT_POLICY, type Policy } from '../lib/policy/policy.ts';
import type * as Reader from '../lib/policy/read-policy.ts';
import { loadBundle } from './bundles/load-bundle.ts';

/**
 * Looks for a policy file and reads it; what reads it is loaded only if there is one.
 * @throws ERR_ZIPIMPORT_POLICY_UNREADABLE, ERR_ZIPIMPORT_POLICY_INVALID
 */
export function loadPolicy(): Policy {
  const directory = workingDirectory();
  const file = directory === null ? null : findPolicy(process.env, directory);
  return file === null ? DEFAULT_POLICY : (loadBundle('policy') as typeof Reader).readPolicy(file);
}

/** null when it was removed under the process: then nothing is relative to it. */
function workingDirectory(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}
