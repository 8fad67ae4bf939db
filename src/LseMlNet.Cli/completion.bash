# Completion for bash, and for zsh behind bashcompinit: source this file, with ImageClassifier on the PATH.
# The program itself knows what may follow; where it knows nothing, there are files.
_image_classifier() {
  local line="ImageClassifier ${COMP_LINE#* }"
  local point=$((COMP_POINT + ${#line} - ${#COMP_LINE}))
  mapfile -t COMPREPLY < <(compgen -W "$("$1" "[suggest:$point]" "$line" 2>/dev/null)" -- "$2")
}
complete -o default -F _image_classifier ImageClassifier
