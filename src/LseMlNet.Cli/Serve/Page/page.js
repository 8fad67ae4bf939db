// Takes a picture that is chosen, dropped, pasted or one of the samples, sends it to /classify, and shows the answer or what is wrong.
const get = id => document.getElementById(id);
const percent = share => `${(100 * share).toFixed(2)} %`;
const limit = share => `${+(100 * share).toFixed(2)} %`;
const number = (value, digits) => value.toFixed(digits).replace("-", "−");

const maxBytes = Number(get("picture").dataset.maxBytes);
const samples = document.querySelectorAll(".samples button");
let current = null; // A new picture aborts the request of the one before.

async function classify(blob, name) {
  current?.abort();
  const mine = current = new AbortController();
  get("answer").setAttribute("aria-busy", "true");
  try {
    if (blob.size > maxBytes)
      throw {
        title: "The picture is too large",
        detail: `The picture has ${blob.size.toLocaleString("en")} bytes; the limit is ${maxBytes.toLocaleString("en")}. Choose a smaller one.`,
      };
    const response = await fetch("/classify", {
      method: "POST", body: blob, headers: { "Content-Type": "application/octet-stream" }, signal: mine.signal,
    });
    if (!response.ok)
      throw await response.json();
    const answer = await response.json();
    if (mine === current)
      showAnswer(answer, blob, name);
  } catch (problem) {
    if (mine === current)
      showProblem(problem, name);
  }
}

function showAnswer(answer, blob, name) {
  get("problem").replaceChildren();
  get("empty").hidden = true;
  get("answer").hidden = false;
  get("answer").removeAttribute("aria-busy");
  showPicture(blob, name);

  const { label, probability, accepted, minimumProbability, entropy, margin, top } = answer;
  const decision = accepted ? "accepted" : "refused";
  const first = top[0].label;
  get("label").textContent = label ?? "No answer";
  get("decision").textContent = decision;
  get("decision").className = `tag ${decision}`;
  get("reason").textContent =
    !accepted ? `${first} is the most probable class, but below the required ${limit(minimumProbability)}.` :
    minimumProbability > 0 ? `The required minimum is ${limit(minimumProbability)}.` : "";
  get("classes").replaceChildren(...top.map(row));
  get("entropy").textContent = number(entropy, 3);
  get("margin").textContent = margin === null ? "∞" : number(margin, 2);
  get("answer").scrollIntoView({ block: "nearest" });
  get("status").textContent = `${name}: ${first}, ${percent(probability)}, ${decision}.`;
}

function row({ label, probability, logit }) {
  const track = element("span", "track", element("span", "fill"));
  track.firstChild.style.width = percent(probability).replace(" ", "");
  const name = element("th", "", label);
  name.scope = "row";
  const bar = element("td", "", track);
  bar.setAttribute("aria-hidden", "true");
  return element("tr", "", name, bar,
    element("td", "number", percent(probability)),
    element("td", "number logit", logit === null ? "−∞" : number(logit, 2)));
}

function showPicture(blob, name) {
  const picture = get("shown");
  URL.revokeObjectURL(picture.src);
  picture.onload = () => picture.classList.toggle("tiny", picture.naturalWidth < 100);
  picture.alt = `The picture ${name}`;
  picture.src = URL.createObjectURL(blob);
}

function showProblem({ title, detail, message }, name) {
  get("answer").hidden = get("empty").hidden = true;
  get("problem").replaceChildren(
    element("strong", "", title ?? "The server does not answer"),
    // The server does not know the name of the file.
    element("p", "", `${name}: ${(detail ?? message).replace(/^upload: /, "")}`));
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className)
    made.className = className;
  made.append(...content);
  return made;
}

function take(files) {
  press(null);
  const [file] = files;
  if (files.length > 1)
    showProblem({ title: "One at a time", detail: `These are ${files.length} files; give one picture at a time.` }, file.name);
  else if (file)
    classify(file, file.name);
}

function press(button) {
  for (const other of samples)
    other.setAttribute("aria-pressed", other === button);
}

for (const button of samples)
  button.onclick = async () => {
    press(button);
    await classify(await (await fetch(button.firstElementChild.src)).blob(), button.dataset.file);
  };

get("curl").textContent = `curl --data-binary @shirt.png -H "Content-Type: image/png" ${location.origin}/classify`;

get("picture").onchange = event => {
  take([...event.target.files]);
  event.target.value = ""; // So that choosing the same file again is a change.
};
// The whole page accepts drops, because a picture dropped beside the frame would otherwise replace the page.
document.ondragover = event => {
  event.preventDefault();
  get("drop").classList.add("over");
};
document.ondragleave = event => event.relatedTarget ?? get("drop").classList.remove("over");
document.ondrop = event => {
  event.preventDefault();
  get("drop").classList.remove("over");
  take([...event.dataTransfer.files]);
};
document.onpaste = event => take([...event.clipboardData.files]);
