import assert from 'node:assert/strict';
import test from 'node:test';
import { twice } from './twice.mjs';

test('passes', () => assert.equal(twice(2), 4));
test('fails', () => assert.equal(twice(2), 5, 'wrong on purpose'));
