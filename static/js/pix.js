// Small helps on top of pages that already work without JavaScript.

document.documentElement.classList.replace("no-js", "js");

// Menus are <details>: Escape and a click outside close them.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// <button data-dialog="id"> opens a <dialog>; without JavaScript its link or form still works.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
});

// <button data-reveal="id"> shows or hides a password.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  if (!button) return;
  const field = document.getElementById(button.dataset.reveal);
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
});

// After a swap the focus goes to the new heading, which a screen reader then reads.
document.addEventListener("htmx:afterSettle", (event) => {
  const heading = event.target.querySelector?.("[data-focus]");
  if (!heading) return;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "nearest" });
});

// On a phone the sections of a space scroll sideways: the one where we are is in sight.
document.querySelector(".rail nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// A summary of errors is read at once.
document.querySelector("[data-error-summary]")?.focus();
