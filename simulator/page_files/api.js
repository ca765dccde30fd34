// Calls to the simulator: POST /sim/<operation> with a JSON object.

/** The simulator said no, in words. */
export class Refusal extends Error {
  constructor(words, status) {
    super(words);
    this.status = status;
  }
}

/** Nobody answered. */
export class Away extends Error {}

/** Carries out one operation and returns its result. */
export async function call(operation, details = {}, signal = undefined) {
  let response;
  try {
    response = await fetch(`/sim/${operation}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(details),
      signal,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Away("Simulator tidak tersambung", { cause });
  }
  const answer = await response.json().catch(() => null);
  if (answer === null) throw new Refusal(`HTTP ${response.status}`, response.status); // too large, for one
  if (!answer.ok) throw new Refusal(answer.error, response.status);
  return answer.result;
}

/** Waits real milliseconds. */
export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
