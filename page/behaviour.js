// Runs once in each of the two HTML components, with `element`, `trigger` and `watch` given by Gradio.
// Their content is replaced by the server; only listeners on `element` and `document` outlive that.
const isPanel = element.querySelector(".panel") !== null;
const page = (window.policykb ??= { opener: null });
const phone = matchMedia("(max-width: 820px)");

const openPanel = () => document.querySelector(".panel.open");

function markCurrent() {
  const current = openPanel()?.dataset.n;
  for (const button of document.querySelectorAll(":is(#answer, #found) [data-cite]")) {
    const on = button.dataset.cite === current;
    button.classList.toggle("on", on);
    on ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current");
  }
}

function showSentence() {
  const panel = openPanel();
  markCurrent();
  if (!panel) return;
  const passage = panel.querySelector("blockquote");
  const mark = panel.querySelector("mark");
  if (mark) passage.scrollTop = mark.offsetTop - passage.offsetTop - passage.clientHeight * 0.3;
  const pages = panel.querySelector(".pages");
  const box = panel.querySelector(".box");
  if (box) pages.scrollTop = box.parentElement.offsetTop + box.offsetTop - pages.clientHeight * 0.35;
  if (page.opener && phone.matches) panel.querySelector("h2").focus({ preventScroll: true });
}

function open(button) {
  if (!isPanel) page.opener = button;
  const panel = document.querySelector(".panel");
  if (panel?.dataset.n === button.dataset.cite) {
    // the server would send what is already there, and Gradio would not show it again
    panel.classList.add("open");
    panel.classList.remove("unasked");
    showSentence();
  } else {
    trigger("click", { n: Number(button.dataset.cite) });
  }
}

function close() {
  openPanel()?.classList.remove("open");
  markCurrent();
  if (page.opener?.isConnected) page.opener.focus();
}

function answerAsText() {
  const lines = [document.querySelector(".asked").textContent, ""];
  for (const block of document.querySelectorAll(".body > *")) {
    const copy = block.cloneNode(true);
    for (const cite of copy.querySelectorAll(".cite")) cite.replaceWith(`[${cite.dataset.cite}]`);
    lines.push(copy.textContent.replaceAll("\u2060", ""));
  }
  lines.push("");
  for (const source of document.querySelectorAll(".source")) {
    const facts = [...source.querySelectorAll(".facts > *")].map((fact) => fact.textContent);
    const title = source.querySelector(".title b").textContent;
    for (const place of source.querySelectorAll(".place")) {
      const where = place.querySelector(".where").textContent;
      const numbers = [...place.querySelectorAll(".n")].map((number) => `[${number.textContent}]`).join("");
      lines.push(`${numbers} ${[title, ...facts, where].filter(Boolean).join("，")}`);
    }
  }
  return lines.join("\n").trim();
}

async function copy(button) {
  const label = button.textContent;
  const text = button.dataset.copy === "link" ? location.href : answerAsText();
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = button.parentElement.dataset.done;
  } catch {
    button.textContent = button.parentElement.dataset.failed;
  }
  setTimeout(() => (button.textContent = label), 1600);
}

function keep(button) {
  button.disabled = true; // an answer is kept once
  trigger("submit", {});
}

function judge(button) {
  const section = button.closest(".verdict");
  const form = section.querySelector("form");
  if (button.dataset.verdict === "good") {
    form.hidden = true;
    trigger("like", { helpful: true, comment: "" });
    conclude(section);
  } else {
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.querySelector("textarea").focus();
  }
}

// A verdict is given once: what is left of the section is that it was taken.
function conclude(section) {
  for (const part of section.querySelectorAll("button, form")) part.remove();
}

element.addEventListener("submit", (event) => {
  const section = event.target.closest(".verdict");
  if (!section) return;
  event.preventDefault();
  trigger("like", { helpful: false, comment: section.querySelector("textarea").value });
  conclude(section);
});

element.addEventListener("click", (event) => {
  const button = event.target.closest(
    "[data-cite], [data-question], [data-close], [data-copy], [data-keep], [data-discard], [data-verdict]",
  );
  if (!button) return;
  if (button.dataset.cite) open(button);
  else if (button.dataset.question) trigger("select", { question: button.dataset.question });
  else if (button.dataset.copy) copy(button);
  else if ("keep" in button.dataset) keep(button);
  else if ("discard" in button.dataset) trigger("delete", {});
  else if (button.dataset.verdict) judge(button);
  else close();
});

// The preview is fixed to the window, so that no column clips it: it is put beside its chip when it shows.
function placePreview(event) {
  const chip = event.target.closest?.(".cite");
  if (!chip) return;
  const preview = chip.querySelector(".preview");
  const at = chip.getBoundingClientRect();
  const left = Math.min(Math.max(at.left - 24, 12), innerWidth - preview.offsetWidth - 12);
  const below = at.bottom + 10;
  const fits = below + preview.offsetHeight < innerHeight - 8;
  preview.style.left = `${left}px`;
  preview.style.top = `${fits ? below : at.top - preview.offsetHeight - 10}px`;
}
element.addEventListener("pointerover", placePreview);
element.addEventListener("focusin", placePreview);

if (isPanel) {
  watch("value", showSentence);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && openPanel()) close();
  });
}
