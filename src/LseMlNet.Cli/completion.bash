# Completion for bash, and for zsh after bashcompinit: source this file, with lsemlnet on the PATH.
# The program itself knows what may come next; where it has no suggestion, bash offers files.
_lsemlnet() {
  local line="lsemlnet ${COMP_LINE#* }"
  local point=$((COMP_POINT + ${#line} - ${#COMP_LINE}))
  mapfile -t COMPREPLY < <(compgen -W "$("$1" "[suggest:$point]" "$line" 2>/dev/null)" -- "$2")
}
complete -o default -F _lsemlnet lsemlnet
