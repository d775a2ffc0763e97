// Runs once in each HTML component of the corpus screen, with `element` and `trigger` given by Gradio.
// The server replaces the content; only listeners on `element` and `document` outlive that.
const page = (window.policykbCorpus ??= { opener: null });

// The question before what cannot be undone with a click; the browser keeps the focus in it, and Escape says no.
function agreed(button) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "asking";
    const { confirm, advice, yes, no } = button.dataset;
    const question = document.createElement("h2");
    question.textContent = confirm;
    question.id = "asking";
    dialog.setAttribute("aria-labelledby", "asking");
    dialog.append(question);
    if (advice) {
      const text = document.createElement("p");
      text.textContent = advice;
      dialog.append(text);
    }
    const form = document.createElement("form");
    form.method = "dialog";
    for (const [value, label] of [["no", no], ["yes", yes]]) {
      const choice = document.createElement("button");
      choice.value = value;
      choice.textContent = label;
      form.append(choice);
    }
    dialog.append(form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (button.isConnected) button.focus();
      resolve(dialog.returnValue === "yes");
    });
    document.querySelector(".gradio-container").append(dialog);
    dialog.showModal();
  });
}

element.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  const { do: what, key, confirm } = button.dataset;
  if (confirm && !(await agreed(button))) return;
  if (what === "open") page.opener = `[data-do="open"][data-key="${key}"]`;
  trigger("click", { do: what, key });
  if (what === "close" && page.opener) document.querySelector(page.opener)?.focus();
});

if (element.querySelector(".card")) {
  watch("value", () => {
    const card = element.querySelector(".card.open");
    if (card && page.shown !== card.dataset.key) {
      card.querySelector("h2").focus({ preventScroll: true });
      if (matchMedia("(max-width: 820px)").matches) card.scrollTop = 0;
    }
    page.shown = card?.dataset.key;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) element.querySelector(".card .close")?.click();
  });
}
