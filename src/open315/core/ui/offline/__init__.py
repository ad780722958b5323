"""Pages that open again without network (ADR 0134): the buttons of a stall, the desk at a door.

Such a page has a shell beside it: an address that answers with the same controls and nothing about anybody – no name, no account, no list. While there is a network,
`offline.js` registers `worker.js` for the address of that page alone and has it keep the shell and what draws it; when the page is opened and no answer comes, the worker
hands out the shell. What is pressed there waits in the browser as on the page itself. `pages.shell` answers a shell, `views.worker` the worker.
"""
