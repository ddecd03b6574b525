# bash completion for anteroom(8)
_anteroom() {
  local cur prev words cword
  _init_completion || return
  local command='' sub='' index
  for ((index = 1; index < cword; ++index)); do
    case ${words[index]} in
      --config) ((++index)) ;;
      -*) ;;
      *) if [ -z "$command" ]; then command=${words[index]}; elif [ -z "$sub" ]; then sub=${words[index]}; fi ;;
    esac
  done
  case $prev in
    --config) _filedir toml; return ;;
    --vault | --notifier | --trouble-file) _filedir; return ;;
    --kiosk) mapfile -t COMPREPLY < <(compgen -u -- "$cur"); return ;;
    --role) mapfile -t COMPREPLY < <(compgen -W 'nurse charge-nurse it' -- "$cur"); return ;;
    --nurse | --windowed | --code | --day | --from | --to | --mark | --score | --secret-fd | --marks-fd) return ;;
  esac
  local offered=''
  case $command/$sub in
    /) offered='run vault notifier config doctor support-bundle admin export forms --config --version --help' ;;
    run/) offered='--windowed --vault --notifier --trouble-file --marks-fd --help' ;;
    vault/ | notifier/) offered='--kiosk --help' ;;
    config/) offered='check usb-rules queues ssh --help' ;;
    doctor/) offered='--json --help' ;;
    admin/) offered='init add-staff new-pin remove-staff care-report recover rotate slots add-slot remove-slot backup restore verify --help' ;;
    admin/init) offered='--nurse --print-sheet --on-screen --help' ;;
    admin/add-staff) offered='--role --help' ;;
    admin/verify) offered='--mark --secret-fd --help' ;;
    admin/care-report | admin/recover | admin/add-slot | admin/remove-slot | admin/restore) offered='--secret-fd --help' ;;
    export/) offered='summary fhir csv report --help' ;;
    export/summary | export/fhir) offered='--code --day --secret-fd --help' ;;
    export/csv | export/report) offered='--from --to --secret-fd --help' ;;
    forms/) offered='list check import run score change --help' ;;
    forms/change) offered='--score --help' ;;
  esac
  case $command/$sub/$cur in
    */-*) ;;
    config/?*/* | support-bundle/* | admin/backup/* | admin/restore/* | export/?*/* | forms/check/* | forms/import/* | forms/run/* | forms/score/*) _filedir ;;
  esac
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$offered" -- "$cur")
}
complete -F _anteroom anteroom
