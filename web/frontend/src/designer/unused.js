// What the properties panel would bring for FEEL and JSON fields, which ours has none of: a code
// editor of half a megabyte. build.mjs puts this in its place.
const none = undefined;

export const Annotation = { define: () => none }; // these two are called as the panel is loaded
export const jsonParseLinter = () => none;
export {
  none as EditorState,
  none as EditorView,
  none as bracketMatching,
  none as closeBrackets,
  none as closeBracketsKeymap,
  none as default,
  none as defaultHighlightStyle,
  none as defaultKeymap,
  none as drawSelection,
  none as FeelersEditor,
  none as foldGutter,
  none as foldKeymap,
  none as highlightSpecialChars,
  none as history,
  none as historyKeymap,
  none as json,
  none as keymap,
  none as lineNumbers,
  none as linter,
  none as placeholder,
  none as syntaxHighlighting,
};
