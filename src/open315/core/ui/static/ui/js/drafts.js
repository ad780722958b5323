// Drafts: what is typed into form[data-draft] is saved by itself, as its button "Save draft" does without scripts.
// Saved are words and choices, not files. [data-draft-said] in the form says when; a page that goes away saves first.

const WAIT = 2500;
const waiting = new Map();

function valuesOf(form) {
  const values = new FormData(form);
  for (const [name, value] of [...values]) if (value instanceof File) values.delete(name);
  return values;
}

async function save(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  try {
    const sent = { method: "POST", body: valuesOf(form), headers: { "X-Draft": "1" }, keepalive: true, redirect: "error" };
    const answer = await fetch(form.action, sent);
    const said = form.querySelector("[data-draft-said]");
    if (said && answer.status !== 401) said.textContent = answer.ok || answer.status === 422 ? await answer.text() : "";
  } catch {
    // Without a network the next word tries again.
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.matches("[data-draft]") || waiting.has(form)) return;
  waiting.set(form, setTimeout(save, WAIT, form));
});

// The form itself is sent: nothing is left to save. Another form of the page (the language, say) waits until it is saved.
document.addEventListener(
  "submit",
  (event) => {
    clearTimeout(waiting.get(event.target));
    waiting.delete(event.target);
    if (!waiting.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target, submitter } = event;
    Promise.all([...waiting.keys()].map(save)).then(() => target.requestSubmit(submitter));
  },
  true,
);

for (const name of ["beforeunload", "pagehide"]) {
  window.addEventListener(name, () => {
    for (const form of waiting.keys()) save(form);
  });
}
