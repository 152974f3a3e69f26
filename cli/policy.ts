// The policy that a command goes by: the one that a program started in the same folder would have.
import { findPolicy } from '../lib/policy/find-policy.ts';
import { DEFAULT_POLICY, type Policy } from '../lib/policy/policy.ts';

/** @throws ERR_ZIPIMPORT_POLICY_UNREADABLE, ERR_ZIPIMPORT_POLICY_INVALID */
export async function readPolicyHere(): Promise<Policy> {
  const file = findPolicy(process.env, process.cwd());
  if (file === null) return DEFAULT_POLICY;
  const { readPolicy } = await import('../lib/policy/read-policy.ts');
  return readPolicy(file);
}
