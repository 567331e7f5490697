// Browsers slow the timers of a page that is not looked at; not those of a worker.
setInterval(() => postMessage("beat"), 15000);
