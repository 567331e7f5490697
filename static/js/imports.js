// The file of a list: too large is said before it leaves, and it leaves once.

const field = document.querySelector("input.drop");

field?.addEventListener("change", () => {
  const { most, tooLarge } = field.dataset;
  const large = field.files[0]?.size > Number(most);
  field.setCustomValidity(large ? tooLarge : "");
  field.reportValidity();
});

const over = { dragenter: true, dragover: true, dragleave: false, drop: false };
for (const [type, inside] of Object.entries(over)) {
  field?.addEventListener(type, () => field.toggleAttribute("data-over", inside));
}

const waiting = (form, on) => {
  form.toggleAttribute("aria-busy", on);
  for (const button of form.querySelectorAll("button")) button.toggleAttribute("disabled", on);
};

// A button disabled at once would not be sent with its form: this waits for the form to leave.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-once]")) return;
  setTimeout(() => waiting(event.target, true));
});

// Coming back with the browser's arrow finds the page as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-once]")) waiting(form, false);
});
