// What each step is held to.

import { deepStrictEqual } from 'node:assert/strict';

export function expect(what, actual, wanted) {
  deepStrictEqual(actual, wanted, `FAILED: ${what}: got ${inspect(actual)}, wanted ${inspect(wanted)}`);
  console.log('ok:', what);
}

/** Expects that a promise is answered with an error. */
export async function refused(what, promise, code) {
  const answer = await promise.then(
    () => 'no error',
    (error) => error.code,
  );
  expect(what, answer, code);
}

function inspect(value) {
  return JSON.stringify(value);
}
