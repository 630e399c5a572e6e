// Search as one types, and a choice of a day and a jurisdiction. Pages are complete without it.
"use strict";

const body = document.body;
const root = body.dataset.root;
const today = body.dataset.day;

// A status carries its spans: "UNKNOWN 2002-02-01 ON_LABEL".
function on(day, spans) {
  const words = spans.split(" ");
  let i = 0;
  while (i + 2 < words.length && words[i + 1] <= day) i += 2;
  const since = ["UNKNOWN", "UNDATED"].includes(words[i - 2]) ? "known since" : "since";
  return { status: words[i], since: i ? [since, words[i - 1]] : [] };
}

function showDay(day) {
  for (const element of document.querySelectorAll("[data-spans]")) {
    const { status, since } = on(day, element.dataset.spans);
    element.dataset.status = status;
    element.textContent = status.toLowerCase().replaceAll("_", " ");
    const note = element.parentElement.querySelector(".since");
    if (note) {
      const time = document.createElement("time");
      time.textContent = since[1];
      note.replaceChildren(...(since.length ? [since[0] + " ", time] : []));
    }
  }
  body.classList.toggle("other-day", day !== today);
}

function showJurisdiction(chosen) {
  for (const element of document.querySelectorAll("[data-in]")) {
    element.classList.toggle("not-in", chosen !== "" && element.dataset.in !== chosen);
  }
}

function showRows(text) {
  const words = fold(text).split(" ");
  for (const row of document.querySelectorAll(".filtered tbody tr, .matrix tbody")) {
    const own = fold(row.textContent);
    row.classList.toggle("without", !words.every((word) => own.includes(word)));
  }
}

function pick(form) {
  const known = new Set([...document.querySelectorAll("[data-in]")].map((e) => e.dataset.in));
  if (!document.querySelector("[data-spans]")) return;
  const regions = new Intl.DisplayNames("en", { type: "region" });
  for (const name of [...known].sort()) form.elements.in.add(new Option(`${regions.of(name)} (${name})`, name));
  const address = new URL(location.href);
  const asked = address.searchParams;
  if (asked.get("day") <= today && /^\d{4}-\d\d-\d\d$/.test(asked.get("day"))) form.elements.day.value = asked.get("day");
  if (known.has(asked.get("in"))) form.elements.in.value = asked.get("in");
  const show = () => {
    const day = form.elements.day.validity.valid && form.elements.day.value || today;
    showDay(day);
    showJurisdiction(form.elements.in.value);
    if (form.elements.filter) showRows(form.elements.filter.value);
    form.querySelector("output").textContent = day === today ? "" : "Statuses as of " + day;
    day === today ? asked.delete("day") : asked.set("day", day);
    form.elements.in.value ? asked.set("in", form.elements.in.value) : asked.delete("in");
    if (address.href !== location.href) history.replaceState(null, "", address);
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}

const greek = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma " +
  "tau upsilon phi chi psi omega").split(" ");

// fold folds names as package catalog/fold does.
function fold(text) {
  return text.replace(/[™℠]/g, " ").normalize("NFKD").toLowerCase().replace(/\p{Mn}/gu, "")
    .replace(/[α-ω]/g, (letter) => greek[letter.charCodeAt(0) - "α".charCodeAt(0)])
    .replace(/[^\p{L}\p{Nd}]+/gu, " ").trim();
}

const shards = new Map();
const nothing = { rows: [] };
function load(prefix) {
  if (!shards.has(prefix)) {
    shards.set(prefix, fetch(`${root}search/${prefix}.json`).then((r) => (r.ok ? r.json() : nothing), () => null));
  }
  return shards.get(prefix);
}

// shardOf loads the names that go on with a text from one of their words on. If they are many, a shard of more letters
// has them.
async function shardOf(text) {
  const shard = await load(text.slice(0, 2));
  const longer = shard?.longer?.filter((prefix) => text.startsWith(prefix)).at(-1);
  return longer ? load(longer) : shard;
}

async function find(text) {
  const all = fold(text).split(" ");
  const words = all.filter((word) => word.length > 1);
  if (!words.length) return nothing;
  const tails = all.map((_, i) => all.slice(i).join("-")).filter((_, i) => all[i].length > 1);
  const found = await Promise.all(tails.map(shardOf));
  if (!found[0]) return null;
  const { rows, cut } = found.find((shard) => shard && !shard.cut) ?? found[0];
  const most = 12;
  const joined = words.join("");
  const hits = rows.filter(([folded]) => folded.replaceAll(" ", "").startsWith(joined) ||
    words.every((word) => (" " + folded).includes(" " + word)))
    .sort((a, b) => b[0].startsWith(words[0]) - a[0].startsWith(words[0]) || a[0].length - b[0].length)
    .slice(0, most);
  return { rows: hits, cut };
}

function search(form) {
  const [input, hits] = [form.elements.q, form.querySelector(".hits")];
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    const found = await find(input.value);
    if (mine !== asked) return;
    hits.replaceChildren();
    if (fold(input.value).length < 2) return;
    for (const [, name, display, record] of found?.rows ?? []) {
      const link = document.createElement("a");
      link.href = `${root}${record}.html`;
      const kind = document.createElement("small");
      kind.textContent = (name === display ? "" : display + ", ") + record.split("/")[0];
      link.append(name + " ", kind);
      hits.append(link);
    }
    if (!hits.children.length) {
      const none = document.createElement("p");
      none.textContent = !found ? "Search needs a web server. All names are under A–Z."
        : found.cut ? "Too many names are like this. All names are under A–Z." : "No name begins like this.";
      hits.append(none);
    }
  };
  input.addEventListener("input", show);
  form.addEventListener("keydown", (event) => {
    const links = [input, ...hits.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      input.value = "";
      show();
      input.focus();
    } else if (step) {
      event.preventDefault();
      links[Math.max(0, Math.min(links.length - 1, links.indexOf(document.activeElement) + step))].focus();
    }
  });
  for (const event of ["click", "focusin"]) {
    document.addEventListener(event, ({ target }) => form.contains(target) || hits.replaceChildren());
  }
  input.addEventListener("focus", show);
  form.addEventListener("submit", (event) => {
    const first = hits.querySelector("a");
    if (first) {
      event.preventDefault();
      location.assign(first.href);
    }
  });
  form.hidden = false;
  const query = new URLSearchParams(location.search).get("q");
  if (query) {
    input.value = query;
    show();
  }
}

document.querySelectorAll("form.pick").forEach(pick);
document.querySelectorAll("form.search").forEach(search);
