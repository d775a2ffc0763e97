// Runs after behaviour.js in the HTML component that shows a list: links within the screen, and files of it.
addEventListener("popstate", () => trigger("select", {}));

element.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(history.state, "", link.href);
  trigger("select", {});
  document.querySelector("#left").scrollIntoView();
});

// A file that needs what only this browser keeps is asked for with it, not by its address alone.
element.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-with]");
  if (!link) return;
  event.preventDefault();
  const label = link.textContent;
  link.textContent = link.dataset.working;
  try {
    const answer = await fetch(link.href, { method: "POST", body: link.dataset.with });
    if (!answer.ok) throw new Error(answer.statusText);
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await answer.blob());
    file.download = link.download;
    file.click();
    URL.revokeObjectURL(file.href);
    link.textContent = label;
  } catch {
    link.textContent = link.dataset.failed;
  }
});
