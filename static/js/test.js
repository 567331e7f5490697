// The page of a question: the clock, and answers that survive a bad network.

const RETRY_SECONDS = [2, 4, 8, 15, 30];
const STORE = "pix-answer:";

function key(test) {
  return `${STORE}${test.dataset.test}:${test.dataset.asked}`;
}

function remember(test, form) {
  try {
    const kept = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "state");
    sessionStorage.setItem(key(test), JSON.stringify(kept));
  } catch {
    // storage full or forbidden: the form itself still holds the answer
  }
}

function forget(test) {
  try {
    sessionStorage.removeItem(key(test));
  } catch {
    // nothing was kept
  }
}

// After a reload, what was typed and not sent is there again.
function restore(test, form) {
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(key(test)) ?? "[]");
  } catch {
    return;
  }
  for (const [name, value] of kept) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else if (field.type !== "hidden" && !field.value) field.value = value;
    }
  }
}

function startClock(form) {
  const timer = form.querySelector("[data-timer]");
  if (!timer) return;
  const end = Date.now() + Number(timer.dataset.timer) * 1000;
  const face = timer.querySelector("[data-clock]");
  const tick = () => {
    if (!timer.isConnected) return;
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    face.textContent = left >= 60 ? `${Math.floor(left / 60)} min ${left % 60} s` : `${left} s`;
    timer.classList.toggle("late", left === 0);
    if (left) setTimeout(tick, 500);
  };
  tick();
}

// The network failed, or the server is restarting: keep the answer, say so, try again.
function sendAgain(form, pressed, attempt) {
  form.querySelector("[data-saving]").hidden = false;
  const wait = RETRY_SECONDS[Math.min(attempt, RETRY_SECONDS.length - 1)];
  form.dataset.attempt = attempt + 1;
  setTimeout(() => {
    if (form.isConnected && form.dataset.attempt === String(attempt + 1)) form.requestSubmit(pressed);
  }, wait * 1000);
}

// The second half of a double click, begun on the question before, answers nothing here.
function ignoreHalfClicks(form) {
  let begun = false;
  form.addEventListener("mousedown", (event) => {
    begun ||= event.detail <= 1;
  });
  form.addEventListener("click", (event) => {
    if (event.detail > 1 && !begun) event.preventDefault();
  });
}

function attach(test) {
  const form = test.querySelector("form[data-answer]");
  if (!form || form.dataset.attached) return;
  form.dataset.attached = "true";
  let pressed = form.querySelector("button[name=answer]");
  restore(test, form);
  startClock(form);
  ignoreHalfClicks(form);
  form.addEventListener("submit", (event) => {
    pressed = event.submitter ?? pressed;
    remember(test, form);
  });
  form.addEventListener("input", () => remember(test, form));
  const failed = (event) => {
    const status = event.detail.xhr?.status ?? 0;
    if (status === 0 || status >= 500) sendAgain(form, pressed, Number(form.dataset.attempt ?? 0));
    else location.reload();
  };
  form.addEventListener("htmx:sendError", failed);
  form.addEventListener("htmx:timeout", failed);
  form.addEventListener("htmx:responseError", failed);
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) forget(test);
  });
}

function attachAll() {
  document.querySelectorAll("[data-test]").forEach(attach);
}

document.addEventListener("htmx:load", attachAll);
attachAll();
