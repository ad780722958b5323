// A part of a page that could not be loaded says so where it would have stood: template#part-failed, or #part-signed-out when the
// session has ended. What follows the server by itself (live.js) is left as it was: it asks again.

function tell({ detail }) {
  if (detail.target.closest("[data-live]")) return;
  const words = document.getElementById(detail.xhr?.status === 401 ? "part-signed-out" : "part-failed");
  detail.target.replaceChildren(words.content.cloneNode(true));
}

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, tell);
