// The chat box in the browser: a log that grows by messages from the kernel, and an input line that sends one.
// Text goes in as text, never as HTML: a model or a person wrote it.

const NAMES = { you: "You", model: "Model", tool: "Tool", news: "News", problem: "Problem" };

function line(entry) {
  const row = document.createElement("div");
  const who = document.createElement("span");
  const text = document.createElement("span");
  who.className = "who";
  text.className = "text";
  row.append(who, text);
  change(row, entry);
  return row;
}

function change(row, entry) {
  row.className = `entry ${entry.who}`;
  row.setAttribute("aria-busy", String(entry.state === "streaming"));
  row.children[0].textContent = NAMES[entry.who] + (entry.state === "waiting" ? " (waiting)" : "");
  row.children[1].textContent = entry.text;
}

function render({ model, el }) {
  el.classList.add("workshop-chat");
  el.dataset.lmSuppressShortcuts = "true"; // JupyterLab's own keys stay out while one types
  const log = document.createElement("div");
  log.className = "log";
  log.tabIndex = 0;
  for (const [name, value] of [["role", "log"], ["aria-live", "polite"], ["aria-label", "Conversation"]]) {
    log.setAttribute(name, value);
  }
  const form = document.createElement("form");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const button = document.createElement("button");
  label.textContent = "Message";
  input.type = "text";
  input.autocomplete = "off";
  input.placeholder = "Type a message, Enter sends";
  button.type = "submit";
  button.textContent = "Send";
  label.append(input);
  form.append(label, button);
  el.append(log, form);

  const show = (number, write) => {
    const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
    write(number);
    if (atEnd) log.scrollTop = log.scrollHeight;
  };
  model.get("entries").forEach((entry) => log.append(line(entry)));
  const heard = ({ number, entry, more, new: isNew }) => show(number, () => {
    const row = log.children[number];
    if (isNew) {
      log.insertBefore(line(entry), row ?? null); // before the messages that wait
    } else if (more !== undefined) {
      if (row) row.children[1].textContent += more;
    } else if (row) {
      change(row, entry);
    } else {
      log.append(line(entry));
    }
  });
  model.on("msg:custom", heard);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) model.send({ say: input.value });
    input.value = "";
  });
  for (const kind of ["keydown", "keyup", "keypress"]) {
    el.addEventListener(kind, (event) => event.stopPropagation());
  }
  return () => model.off("msg:custom", heard);
}

export default { render };
