// Articles that try to run something, to turn the direction of writing, or to be too long. All are invented.
const attack = `"><script>alert('title')</script><img src=x onerror=alert(1)>`;
const turned = "\u202Egnorw si siht\u202C \u2066isolated\u2069 \u200Fmark";

const page = ({ title, publisher = "The Harbour Post", date = "2024-06-12", text, url = "https://news.example/a" }) => `<!doctype html><html lang="en"><head>
<title>${title}</title><meta property="og:site_name" content="${publisher}"><meta property="og:url" content="${url}">
<link rel="canonical" href="${url}"><meta property="article:published_time" content="${date}"></head>
<body><article><h1>${title}</h1>${text.map((line) => `<p>${line}</p>`).join("\n")}</article></body></html>`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const body = (name) => [
  `Norway's foreign minister ${name} met Icelandic President Helga Arnardottir in Oslo on Monday, officials said in a statement to reporters.`,
  `${name} and Arnardottir signed an agreement on fisheries on Tuesday, the ministry said, after a week of talks in the capital.`,
  `"We will send three ships before the end of the year," ${name} told reporters. {{7*7}} \${alert(2)} <b>bold</b>`.replaceAll("<", "&lt;"),
  `Last month Norway expelled two diplomats of the Kingdom of Testonia after they were accused of spying on a shipyard in the north.`,
];

export const hostile = {
  "script-in-title.html": page({ title: escaped(`Norway ${attack} meets Iceland`), publisher: escaped(`Post ${attack}`), text: body("Kari Nordmann") }),
  "script-in-names.html": page({ title: "Norway and Iceland sign", text: body(escaped(`Kari <script>alert('name')</script> Nordmann`)) }),
  "turned.html": page({ title: `Norway ${turned} meets Iceland`, publisher: `Post ${turned}`, text: body(`Kari \u202EnnamdroN\u202C Nordmann`) }),
  "address.html": page({ title: "An address that runs", url: "javascript:alert('address')", text: body("Ola Nordmann") }),
  "long-headline.jsonl": JSON.stringify({
    title: `Norway meets Iceland ${"a very long headline indeed ".repeat(38_000)}`, date: "2024-06-12", publisher: "Post", text: body("Per Nordmann").join("\n\n"),
  }),
  "one-word.html": page({ title: `Norway ${"x".repeat(20_000)}`, text: [...body("Liv Nordmann"), "y".repeat(30_000)] }),
  "file \"name\" <img src=x onerror=alert(3)> '; DROP TABLE article; --.txt": [
    "Iceland thanks Norway", "Reykjavik Daily", "12 June 2024", "",
    ...body("Sigrid Nordmann"), "=HYPERLINK(\"http://evil.example\",\"click\")", "@SUM(1+1)*cmd|' /C calc'!A0",
  ].join("\n\n"),
  "controls.txt": ["Norway \u0007\u001b[31mred\u001b[0m meets Iceland", "12 June 2024", ...body("Arne\u0008 Nordmann")].join("\n\n"),
};
