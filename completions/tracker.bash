# bash completion for tracker; printed by 'tracker completion bash'

_tracker_words() {
  local word
  for word; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
  done
}

_tracker_index() {
  local before= begun=$cur program=${COMP_WORDS[0]/#\~/$HOME} name
  case $begun in *,*) before=${begun%,*},; begun=${begun##*,} ;; esac
  case $begun in !*) before=$before!; begun=${begun#!} ;; esac
  while IFS= read -r name; do
    [[ $name == "$begun"* ]] || continue
    case $name in *[!A-Za-z0-9._@%+/-]*) name=$(printf %q "$name") ;; esac
    COMPREPLY+=("$before$name")
  done < <("$program" __complete "$1" "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
}

_tracker_paths() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do
    COMPREPLY+=("$path")
  done < <(compgen "$1" -- "$cur")
}

_tracker() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
  local command= sub= third= word skip= i
  COMPREPLY=()
  # bash takes --config=dada for three words
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]] && ((COMP_CWORD > 1)); then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == = ]]; then
      skip=1
      continue
    fi
    if [[ $skip ]]; then
      skip=
      continue
    fi
    case $word in
      --logs | --media-root | --map | --index | --store | --zone | --exclude-from | --labels | --color | --settings-file | --max-line | --ids-from | --config | --output-config | --model | --item-type | --media-type | --stage | --output-config-index | --status | --session | --user | --device | --on | --since | --until | --text | -n | --limit | -o | --output | --format | --columns | --view | --by | --comfyui | --swarmui | --allow-host | --max-size | --max-total | --timeout | --rate | --as | --name | --layout | --date | --media-metadata | --csv-delimiter | --describe | --per | --name-template | --settle | --idle | --min-free | --since-last | --errors-to | --to | --lock-wait | --max-age | --sample | --keep-versions | --missing | --into | --report | --check | --port | --bind | --token-file | --host-name | --allow-origin) skip=1 ;;
      -*) ;;
      *) if [[ ! $command ]]; then command=$word
        elif [[ ! $sub ]]; then sub=$word
        else third=${third:-$word}; fi ;;
    esac
  done
  case "$command $sub $third  $prev" in
    *' --logs')
      _tracker_paths -d
      return ;;
    *' --media-root')
      _tracker_paths -d
      return ;;
    *' --map')
      :
      return ;;
    *' --index')
      _tracker_paths -f
      return ;;
    *' --store')
      _tracker_paths -d
      return ;;
    *' --zone')
      :
      return ;;
    *' --exclude-from')
      _tracker_paths -f
      return ;;
    *' --labels')
      _tracker_paths -f
      return ;;
    *' --color')
      _tracker_words auto always never
      return ;;
    *' --settings-file')
      _tracker_paths -f
      return ;;
    *' --max-line')
      :
      return ;;
    *' --ids-from')
      _tracker_paths -f
      return ;;
    *' --config')
      _tracker_index configs
      return ;;
    *' --output-config')
      _tracker_index output-configs
      return ;;
    *' --model')
      _tracker_index models
      return ;;
    *' --item-type')
      _tracker_index item-types
      return ;;
    *' --media-type')
      _tracker_index media-types
      return ;;
    *' --stage')
      _tracker_words 0 1 2 3 4 5
      return ;;
    *' --output-config-index')
      :
      return ;;
    *' --status')
      _tracker_words complete blocked error open
      return ;;
    *' --session')
      _tracker_index sessions
      return ;;
    *' --user')
      _tracker_index users
      return ;;
    *' --device')
      _tracker_index devices
      return ;;
    *' --on')
      _tracker_words today yesterday
      return ;;
    *' --since')
      _tracker_words today yesterday
      return ;;
    *' --until')
      _tracker_words today yesterday
      return ;;
    *' --text')
      :
      return ;;
    *' -n' | *' --limit')
      :
      return ;;
    *' -o' | *' --output')
      _tracker_paths -f
      return ;;
    'list '*' --format' | 'items '*' --format' | 'outputs '*' --format' | 'search '*' --format' | 'stats '*' --format' | 'media check '*' --format' | 'media fetch '*' --format' | 'media at-risk '*' --format' | 'import '*' --format' | 'doctor '*' --format')
      _tracker_words table json jsonl csv tsv md
      return ;;
    'show '*' --format')
      _tracker_words tree json md html
      return ;;
    'archive status '*' --format' | 'media store stats '*' --format' | 'index status '*' --format' | 'settings '*' --format')
      _tracker_words table tsv json
      return ;;
    'media store verify '*' --format' | 'media store gc '*' --format' | 'verify '*' --format')
      _tracker_words text json
      return ;;
    *' --columns')
      :
      return ;;
    *' --view')
      _tracker_words student advanced researcher transcript
      return ;;
    *' --by')
      _tracker_words config output-config model item-type media-type status day week month session user device stage block-reason
      return ;;
    *' --comfyui')
      :
      return ;;
    *' --swarmui')
      :
      return ;;
    *' --allow-host')
      :
      return ;;
    *' --max-size')
      :
      return ;;
    *' --max-total')
      :
      return ;;
    *' --timeout')
      :
      return ;;
    *' --rate')
      :
      return ;;
    *' --as')
      _tracker_words zip dir
      return ;;
    *' --name')
      :
      return ;;
    *' --layout')
      _tracker_words bag plain
      return ;;
    *' --date')
      :
      return ;;
    *' --media-metadata')
      _tracker_words keep extract strip
      return ;;
    *' --csv-delimiter')
      :
      return ;;
    *' --describe')
      _tracker_paths -f
      return ;;
    *' --per')
      _tracker_words execution session day config device user
      return ;;
    *' --name-template')
      :
      return ;;
    *' --settle')
      :
      return ;;
    *' --idle')
      :
      return ;;
    *' --min-free')
      :
      return ;;
    *' --since-last')
      :
      return ;;
    *' --errors-to')
      _tracker_paths -f
      return ;;
    *' --to')
      _tracker_paths -d
      return ;;
    *' --lock-wait')
      :
      return ;;
    *' --max-age')
      :
      return ;;
    *' --sample')
      :
      return ;;
    *' --keep-versions')
      :
      return ;;
    *' --missing')
      _tracker_paths -f
      return ;;
    *' --into')
      :
      return ;;
    *' --report')
      _tracker_paths -f
      return ;;
    *' --check')
      _tracker_paths -f
      return ;;
    *' --port')
      :
      return ;;
    *' --bind')
      :
      return ;;
    *' --token-file')
      _tracker_paths -f
      return ;;
    *' --host-name')
      :
      return ;;
    *' --allow-origin')
      :
      return ;;
  esac
  if [[ $cur == -* ]]; then
    _tracker_words -h --help --logs --media-root --map --index --store --zone --exclude-from --labels --color --settings-file --max-line --keep-missing --no-refresh --strict -q --quiet -v --verbose --debug -V --version
  fi
  case $command in
    '') [[ $cur == -* ]] || _tracker_words list show items outputs search stats export archive media verify import doctor record serve index settings completion help version ;;
    list)
      if [[ $cur == -* ]]; then
        _tracker_words --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit --json -o --output --format --columns
        return
      fi
      [[ $cur == -* ]] || _tracker_index ids ;;
    show)
      if [[ $cur == -* ]]; then
        _tracker_words --view --no-head --full --format --json -o --output
        return
      fi
      [[ $cur == -* ]] || _tracker_index ids ;;
    items)
      if [[ $cur == -* ]]; then
        _tracker_words --follow --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit --json -o --output --format --columns
        return
      fi
      [[ $cur == -* ]] || _tracker_index ids ;;
    outputs)
      if [[ $cur == -* ]]; then
        _tracker_words --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit --json -o --output --format --columns
        return
      fi
      [[ $cur == -* ]] || _tracker_index ids ;;
    search)
      if [[ $cur == -* ]]; then
        _tracker_words --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit --json -o --output --format --columns
        return
      fi
      [[ $cur == -* ]] || : ;;
    stats)
      if [[ $cur == -* ]]; then
        _tracker_words --by --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit --json -o --output --format --columns
        return
      fi
      [[ $cur == -* ]] || _tracker_index ids ;;
    export)
      if [[ $cur == -* ]]; then
        _tracker_words --all --dry-run --describe-template --fetch --comfyui --swarmui --allow-host --max-size --max-total --timeout --rate --retry-final --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit -o --output --as --name --layout --date --no-media --media-metadata --csv-delimiter --csv-safe --describe --force --skip-existing
        return
      fi
      [[ $cur == -* ]] || _tracker_index ids ;;
    archive)
      if [[ $cur == -* ]]; then
        _tracker_words --per --name-template --settle --idle --min-free --since-last --errors-to --not-again --logs-expire --to --lock-wait --fetch --comfyui --swarmui --allow-host --max-size --max-total --timeout --rate --retry-final --layout --date --no-media --media-metadata --csv-delimiter --csv-safe --describe --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit
        return
      fi
      case $sub in
        '') [[ $cur == -* ]] || _tracker_words status retry verify prune ;;
        status)
          if [[ $cur == -* ]]; then
            _tracker_words --max-age --format --to --json -o --output
            return
          fi
          [[ $cur == -* ]] || : ;;
        retry)
          if [[ $cur == -* ]]; then
            _tracker_words --min-free --to --lock-wait --fetch --comfyui --swarmui --allow-host --max-size --max-total --timeout --rate --retry-final --layout --date --no-media --media-metadata --csv-delimiter --csv-safe --describe
            return
          fi
          [[ $cur == -* ]] || : ;;
        verify)
          if [[ $cur == -* ]]; then
            _tracker_words --sample --to
            return
          fi
          [[ $cur == -* ]] || : ;;
        prune)
          if [[ $cur == -* ]]; then
            _tracker_words --superseded --keep-versions --dry-run --to --lock-wait
            return
          fi
          [[ $cur == -* ]] || : ;;
      esac ;;
    media)
      case $sub in
        '') [[ $cur == -* ]] || _tracker_words check fetch at-risk store ;;
        check)
          if [[ $cur == -* ]]; then
            _tracker_words --missing --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit --json -o --output --format --columns
            return
          fi
          [[ $cur == -* ]] || _tracker_index ids ;;
        fetch)
          if [[ $cur == -* ]]; then
            _tracker_words --comfyui --swarmui --allow-host --max-size --max-total --timeout --rate --retry-final --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit --json -o --output --format --columns
            return
          fi
          [[ $cur == -* ]] || _tracker_index ids ;;
        at-risk)
          if [[ $cur == -* ]]; then
            _tracker_words --ids-from --config --output-config --model --item-type --media-type --stage --output-config-index --status --session --user --device --on --since --until --text -n --limit --json -o --output --format --columns
            return
          fi
          [[ $cur == -* ]] || _tracker_index ids ;;
        store)
          case $third in
            '') [[ $cur == -* ]] || _tracker_words verify gc stats ;;
            verify)
              if [[ $cur == -* ]]; then
                _tracker_words --format --json -o --output
                return
              fi
              [[ $cur == -* ]] || : ;;
            gc)
              if [[ $cur == -* ]]; then
                _tracker_words --dry-run --unlogged --format --json -o --output
                return
              fi
              [[ $cur == -* ]] || : ;;
            stats)
              if [[ $cur == -* ]]; then
                _tracker_words --format --json -o --output
                return
              fi
              [[ $cur == -* ]] || : ;;
          esac ;;
      esac ;;
    verify)
      if [[ $cur == -* ]]; then
        _tracker_words --format --json -o --output
        return
      fi
      [[ $cur == -* ]] || _tracker_paths -f ;;
    import)
      if [[ $cur == -* ]]; then
        _tracker_words --into --dry-run --copy-media --report --json -o --output --format --columns
        return
      fi
      [[ $cur == -* ]] || _tracker_words DIR ZIP ;;
    doctor)
      if [[ $cur == -* ]]; then
        _tracker_words --excerpts --json -o --output --format --columns
        return
      fi
      [[ $cur == -* ]] || : ;;
    record)
      if [[ $cur == -* ]]; then
        _tracker_words --ack --check
        return
      fi
      [[ $cur == -* ]] || : ;;
    serve)
      if [[ $cur == -* ]]; then
        _tracker_words --port --bind --token-file --host-name --allow-origin --open
        return
      fi
      [[ $cur == -* ]] || : ;;
    index)
      case $sub in
        '') [[ $cur == -* ]] || _tracker_words status refresh rebuild ;;
        status)
          if [[ $cur == -* ]]; then
            _tracker_words --format --json -o --output
            return
          fi
          [[ $cur == -* ]] || : ;;
        refresh)
          [[ $cur == -* ]] || : ;;
        rebuild)
          [[ $cur == -* ]] || : ;;
      esac ;;
    settings)
      if [[ $cur == -* ]]; then
        _tracker_words --format --json -o --output
        return
      fi
      [[ $cur == -* ]] || : ;;
    completion)
      [[ $cur == -* ]] || _tracker_words bash zsh fish ;;
    help)
      [[ $cur == -* ]] || _tracker_words list show items outputs search stats export archive media verify import doctor record serve index settings completion help version exit-codes log-format environment ;;
    version)
      [[ $cur == -* ]] || : ;;
  esac
}

complete -F _tracker tracker
