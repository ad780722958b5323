// Answers for one page while there is no network (core/ui/offline, ADR 0134). Each page has a worker of its own, whose scope is its address.
// The network comes first: what is kept is handed out only where no answer comes in a while, or a proxy says that nobody answers.
// Kept are the shell of the page and the files that draw it; the shell says until when. Nothing else is kept, and nothing is sent.

const PATH = new URL(self.registration.scope).pathname;
const CACHE = `open315.offline.${PATH}`;
const UNTIL = "X-Kept-Until";
const WAIT = 4000; // milliseconds
const NOBODY = [502, 503, 504];

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("message", (event) => {
  event.waitUntil(
    keep(event.data).then(
      () => event.source.postMessage({ kept: PATH }),
      () => undefined, // No network, or nobody is signed in: what was kept before stays.
    ),
  );
});

async function keep({ shell, files }) {
  const answer = await fetch(shell, { redirect: "error" });
  if (!answer.ok) {
    await forget();
    throw new Error("no shell");
  }
  const cache = await caches.open(CACHE);
  for (const old of await cache.keys()) if (old.url !== self.registration.scope && !files.includes(old.url)) await cache.delete(old);
  const known = new Set((await cache.keys()).map((each) => each.url));
  await cache.addAll(files.filter((each) => !known.has(each)));
  await cache.put(self.registration.scope, answer);
}

async function forget() {
  await caches.delete(CACHE);
  await self.registration.unregister();
}

async function kept() {
  const cache = await caches.open(CACHE);
  const shell = await cache.match(self.registration.scope);
  if (!shell || Date.parse(shell.headers.get(UNTIL)) > Date.now()) return shell;
  await forget();
  return undefined;
}

async function page(request) {
  const shell = await kept();
  if (!shell) return fetch(request);
  try {
    const answer = await Promise.race([fetch(request), new Promise((_done, failed) => setTimeout(failed, WAIT))]);
    return NOBODY.includes(answer.status) ? shell : answer;
  } catch {
    return shell;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === PATH) event.respondWith(page(request));
  // The name of a file changes with what it says: one that is kept is right.
  else if (url.pathname.startsWith("/static/")) event.respondWith(caches.open(CACHE).then(async (cache) => (await cache.match(request)) ?? fetch(request)));
});
