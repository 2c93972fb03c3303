# --- web server: limits ---
# Requests at a time and bandwidth are mod_qos's, for each virtual host; see src/provision/virtual-host-limits.ts.
CONF_LINES+=(
  '<If "%\{HTTP:Content-Length\} -gt [0-9]{1,15}">' 'Redirect 413 "/"'
  '<If "-n %\{HTTP:Transfer-Encoding\}">' 'Redirect 411 "/"' '</If>'
  'QS_Loc(RequestLimit|KBytesPerSecLimit)Match "\^\(\?!/\[\.\]well-known/titip/\[0-9a-f\]\{16\}\$\)" [1-9][0-9]{0,8}'
)

# What binds the processes of a site, its FPM master and all that it or its scripts start: a control group for each
# site. With systemd on cgroup v2 it is a scope of titip.slice, for nobody else may write into systemd's tree; without
# systemd, and on v1, a folder `titip/ID` in the hierarchy. v1 keeps one hierarchy for each controller.
readonly CGROUP=/sys/fs/cgroup
declare -a IN_SCOPE=() # words in front of a program that starts a scope
declare -A V1_HIERARCHY=([memory]=memory [cores]=cpu [processes]=pids)
declare -A V1_FILE=([memory]=memory.limit_in_bytes [cores]=cpu.cfs_quota_us [processes]=pids.max)
declare -A V2_FILE=([memory]=memory.max [cores]=cpu.max [processes]=pids.max)
GROUP_VALUE= POOL_MASTER=

# group_of ID KIND: sets GROUP, GROUP_FILE and GROUP_KIND: scope, v2 or v1.
group_of() {
  if [[ ! -e $CGROUP/cgroup.controllers ]]; then
    GROUP_KIND=v1 GROUP=$CGROUP/${V1_HIERARCHY[$2]}/titip/$1 GROUP_FILE=${V1_FILE[$2]}
  elif [[ -d /run/systemd/system ]]; then
    GROUP_KIND=scope GROUP=$CGROUP/titip.slice/titip-php-$1.scope GROUP_FILE=${V2_FILE[$2]}
  else
    GROUP_KIND=v2 GROUP=$CGROUP/titip/$1 GROUP_FILE=${V2_FILE[$2]}
  fi
}

# bind_pool ID FOLDER: what FOLDER/ID.limits says is what the kernel holds the site's processes to.
bind_pool() {
  local kind value
  local -A wanted=()
  local -a lines=()
  [[ ! -e $2/$1.limits ]] || mapfile -t lines <"$2/$1.limits"
  for kind in "${lines[@]}"; do wanted[${kind%% *}]=${kind#* }; done
  IN_SCOPE=()
  for kind in memory cores processes; do
    group_of "$1" "$kind"
    value=${wanted[$kind]:-}
    if [[ -n $value ]]; then
      make_group && set_group "$1" "$kind" "$value" || fail limits "$kind $value: $GROUP/$GROUP_FILE" || return
    elif [[ -d $GROUP ]]; then
      unset_group "$1" "$kind" # it was bound before
    fi
  done
}

make_group() {
  [[ $GROUP_KIND != scope && ! -d $GROUP ]] || return 0
  mkdir -p "$GROUP" || return
  [[ $GROUP_KIND == v1 ]] || { echo '+memory +cpu +pids' >"$CGROUP/cgroup.subtree_control" &&
    echo '+memory +cpu +pids' >"$CGROUP/titip/cgroup.subtree_control"; }
}

set_group() {
  local id=$1 kind=$2 value=$3
  case $GROUP_KIND:$kind in
    scope:*) set_scope "$id" "$kind" "$value" ;;
    v2:cores) printf '%s 100000\n' "$((value * 100000))" >"$GROUP/$GROUP_FILE" ;;
    v1:cores) echo 100000 >"$GROUP/cpu.cfs_period_us" && echo "$((value * 100000))" >"$GROUP/$GROUP_FILE" ;;
    v1:memory) set_v1_memory "$value" ;;
    *) echo "$value" >"$GROUP/$GROUP_FILE" ;;
  esac 2>/dev/null
  [[ $GROUP_KIND:$kind != v2:memory || ! -e $GROUP/memory.swap.max ]] || echo 0 >"$GROUP/memory.swap.max"
}

unset_group() {
  case $GROUP_KIND:$2 in
    scope:*) set_scope "$1" "$2" infinity ;;
    v1:processes) echo max >"$GROUP/$GROUP_FILE" ;;
    v1:memory) [[ ! -e $GROUP/memory.memsw.limit_in_bytes ]] || echo -1 >"$GROUP/memory.memsw.limit_in_bytes"
      echo -1 >"$GROUP/$GROUP_FILE" ;;
    v1:*) echo -1 >"$GROUP/$GROUP_FILE" ;;
    *) echo max >"$GROUP/$GROUP_FILE" ;;
  esac 2>/dev/null
  return 0
}

# Memory and swap together are never less than memory alone, so the order depends on which way it goes.
set_v1_memory() {
  local swap=$GROUP/memory.memsw.limit_in_bytes
  echo "$1" >"$GROUP/$GROUP_FILE" || { echo "$1" >"$swap" && echo "$1" >"$GROUP/$GROUP_FILE"; } || return
  [[ ! -e $swap ]] || echo "$1" >"$swap"
}

# set_scope ID KIND VALUE: one that runs is told, one that is to come is started so.
set_scope() {
  local word
  case $2 in
    memory) word=MemoryMax=$3 ;;
    cores) [[ $3 == infinity ]] && word=CPUQuota= || word=CPUQuota=$(($3 * 100))% ;;
    processes) word=TasksMax=$3 ;;
  esac
  if [[ -d $GROUP ]]; then
    systemctl set-property --runtime "titip-php-$1.scope" "$word"
  else
    ((${#IN_SCOPE[@]} > 0)) || IN_SCOPE=(systemd-run --quiet --scope --slice=titip.slice "--unit=titip-php-$1" -p MemorySwapMax=0)
    IN_SCOPE+=(-p "$word")
  fi
}

# join_group ID: this shell, and so what it becomes.
join_group() {
  local kind
  for kind in memory cores processes; do
    group_of "$1" "$kind"
    [[ ! -d $GROUP ]] || echo "$BASHPID" >"$GROUP/cgroup.procs" || return
  done
}

# group_value ID KIND: sets GROUP_VALUE in the unit of the order, empty where nothing binds.
group_value() {
  GROUP_VALUE=
  group_of "$1" "$2"
  read_file "$GROUP/$GROUP_FILE" || return 0
  GROUP_VALUE=${TEXT%$'\n'}
  case $GROUP_KIND:$2 in
    v1:cores) GROUP_VALUE=$((GROUP_VALUE / 100000)) ;;
    *:cores) [[ $GROUP_VALUE == max* ]] || GROUP_VALUE=$((${GROUP_VALUE% *} / ${GROUP_VALUE#* })) ;;
  esac
}

# in_group ID KIND PID
in_group() {
  local line
  group_of "$1" "$2"
  while IFS= read -r line; do [[ $line != "$3" ]] || return 0; done 2>/dev/null <"$GROUP/cgroup.procs"
  return 1
}

# drop_group ID: with whatever still runs in it.
drop_group() {
  local kind tries pid
  for kind in memory cores processes; do
    group_of "$1" "$kind"
    [[ -d $GROUP && $GROUP_KIND != scope ]] || continue
    for ((tries = 0; tries < 100; tries++)); do
      while IFS= read -r pid; do kill -KILL "$pid"; done 2>/dev/null <"$GROUP/cgroup.procs"
      rmdir "$GROUP" 2>/dev/null && break
      [[ -d $GROUP ]] || break
      sleep 0.02
    done
  done
  return 0
}
