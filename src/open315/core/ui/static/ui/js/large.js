// Fewer words in large type: explanations fold away behind one word ([data-more] of the body's script tag says which) and open at a touch.
// Without this script they stand open, as on the other pages.

const word = document.querySelector("script[data-more]")?.dataset.more;
const LONG = 30;

for (const help of document.querySelectorAll("main .field__help, main .card > p.muted, main .stack > p.muted")) {
  if (!word || help.closest("details") || help.textContent.trim().length < LONG) continue;
  const folded = document.createElement("details");
  folded.className = "large-more";
  const summary = document.createElement("summary");
  summary.textContent = word;
  help.replaceWith(folded);
  folded.append(summary, help);
}
