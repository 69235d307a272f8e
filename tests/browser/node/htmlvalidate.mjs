// Every rule that html-validate recommends, but for these.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // how a template indents is no concern of a browser
    "no-trailing-whitespace": "off",
    "doctype-style": ["error", { style: "lowercase" }],
    // all files are of this site; of a file: page a browser would refuse those with a hash
    "require-sri": "off",
    // HTML allows `2023` as an id; CSS only asks for another way to write it
    "valid-id": ["error", { relaxed: true }],
    // the second wall writes `open=""`, the theme `hidden`; both are the same to a browser
    "attribute-boolean-style": "off",
    // titles are those that were printed
    "long-title": "off",
  },
};
