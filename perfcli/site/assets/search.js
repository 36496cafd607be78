"use strict";
// Finds projects by pairs of characters. The index lies in parts, which are scripts: a page that is read from a folder
// may load those, and nothing else.
(() => {
  const about = window.perfSearch;
  const box = document.getElementById("query");
  const list = document.getElementById("found");
  const said = document.getElementById("said");
  const more = document.getElementById("more");
  const moreLine = document.getElementById("more-line");
  const STEP = 20;
  const loaded = new Map();
  const kept = { terms: new Map(), cards: new Map(), numbers: new Map() };
  let asked = 0;
  let hits = [];
  let shown = 0;

  about.terms = (number, lists) => kept.terms.set(number, lists);
  about.cards = (number, rows) => kept.cards.set(number, rows);

  const load = (kind, number) => {
    const path = `search/${kind}-${number}.js`;
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${path}?${about.version}`;
        script.onload = resolve;
        script.onerror = () => { loaded.delete(path); reject(new Error(path)); };
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  };

  const words = (text) => text.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

  const terms = (text) => {
    const found = new Set();
    for (const word of words(text)) {
      const signs = [...word];
      if (signs.length === 1 && word > "\x7f") found.add(word);
      for (let at = 0; at + 1 < signs.length; at += 1) found.add(signs[at] + signs[at + 1]);
    }
    return [...found];
  };

  const part = (term) => {
    let sum = 0;
    for (const sign of term) sum = (sum * 31 + sign.codePointAt(0)) % 1000003;
    return sum % about.parts;
  };

  // Steps in base 36 between rising numbers, the first one from -1, parted by spaces.
  const numbers = (term, packed) => {
    if (kept.numbers.has(term)) return kept.numbers.get(term);
    const found = new Uint32Array((packed.length >> 1) + 1);
    let count = 0;
    let last = -1;
    let step = 0;
    for (let at = 0; at <= packed.length; at += 1) {
      const sign = at < packed.length ? packed.charCodeAt(at) : 32;
      if (sign === 32) {
        last += step;
        step = 0;
        found[count] = last;
        count += 1;
      } else {
        step = step * 36 + (sign < 58 ? sign - 48 : sign - 87);
      }
    }
    kept.numbers.set(term, found.subarray(0, count));
    return kept.numbers.get(term);
  };

  const inBoth = (one, other) => {
    const found = new Uint32Array(Math.min(one.length, other.length));
    let count = 0;
    for (let at = 0, beside = 0; at < one.length && beside < other.length;) {
      if (one[at] === other[beside]) {
        found[count] = one[at];
        count += 1;
        at += 1;
        beside += 1;
      } else if (one[at] < other[beside]) at += 1;
      else beside += 1;
    }
    return found.subarray(0, count);
  };

  // The projects that have all terms, in any text ("=") or in their name or as their code ("~").
  const having = (mark, wanted) => {
    const lists = [];
    for (const term of wanted) {
      const packed = (kept.terms.get(part(term)) || {})[mark + term];
      if (!packed) return new Uint32Array(0);
      lists.push([packed.length, mark + term, packed]);
    }
    lists.sort((one, other) => one[0] - other[0]);
    let found = null;
    for (const [, term, packed] of lists) {
      found = found ? inBoth(found, numbers(term, packed)) : numbers(term, packed);
      if (!found.length) break;
    }
    return found || new Uint32Array(0);
  };

  const matching = async (text) => {
    const wanted = terms(text);
    if (!wanted.length) return null;
    const said = words(text);
    const whole = said.length === 1 && said[0].length > 2 ? said : [];
    await Promise.all([...wanted, ...whole].map((term) => load("terms", part(term))));
    const named = new Set([...having("~", whole), ...having("~", wanted)]);
    return [...named, ...having("=", wanted).filter((number) => !named.has(number))];
  };

  const card = (row) => {
    const [name, year, unit, code, unitName, amount] = row;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${year}/${unit}/${code}.html`;
    link.textContent = name || code;
    const line = document.createElement("span");
    line.textContent = `${year} · ${unitName} · ${amount} · ${code}`;
    item.append(link, line);
    return item;
  };

  const show = async (ticket) => {
    const next = Array.from(hits.slice(shown, shown + STEP));
    await Promise.all(next.map((number) => load("cards", Math.floor(number / about.size))));
    if (ticket !== asked) return;
    const rows = next.map((number) => kept.cards.get(Math.floor(number / about.size))[number % about.size]);
    if (!shown) list.replaceChildren();
    list.append(...rows.map(card));
    shown += next.length;
    moreLine.hidden = shown >= hits.length;
    const text = !hits.length ? box.dataset.none : shown < hits.length ? box.dataset.most : box.dataset.found;
    said.textContent = text.replace("{count}", hits.length).replace("{shown}", shown);
  };

  const search = async () => {
    const ticket = asked += 1;
    const text = box.value.trim();
    await find(ticket, text);
    if (ticket === asked) document.body.dataset.asked = text;
  };

  const find = async (ticket, text) => {
    const found = await matching(text);
    if (ticket !== asked) return;
    hits = found || [];
    shown = 0;
    history.replaceState(null, "", text ? `#${encodeURIComponent(text)}` : location.pathname);
    if (found === null) {
      list.replaceChildren();
      moreLine.hidden = true;
      said.textContent = "";
      return;
    }
    await show(ticket);
  };

  box.addEventListener("input", search);
  more.addEventListener("click", () => show(asked));
  try {
    box.value = decodeURIComponent(location.hash.slice(1));
  } catch {
    box.value = "";
  }
  if (box.value) search();
})();
