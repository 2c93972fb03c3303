#!/usr/bin/env bash
# common.sh, sourced by the other scripts: what a job is given, main and a branch fetched by plain Git, the programs.
# Everything here comes from main. Of a branch only objects are fetched, into a bare repository; what of it is written
# to disk is written by `titip git materialise`, as data. Nothing from a branch is ever part of a command: what a job is
# told of it are a number, a commit and an account, each checked here.
#
#   TITIP_GIT_URL    repository of the site                 TITIP_GIT_USER, TITIP_GIT_TOKEN  for fetching and pushing
#   TITIP_PUSH_URL   where machine commits are pushed to, if elsewhere (ssh://… with a deploy key: GIT_SSH_COMMAND)
#   TITIP_PULL       number of the pull request             TITIP_PULL_REF  its ref, if not refs/pull/<number>/head
#   TITIP_HEAD       its commit                             TITIP_AUTHOR    account that sends it
#   TITIP_ENVIRONMENT_FILE  the runner's own settings, NAME=value a line; else /etc/titip/pipeline.env
#   TITIP_PROGRAM    the installed titip, if not in PATH    TITIP_PROJECT   folder with Pulumi.yaml, if not main's own
set -euo pipefail
umask 077

say() { printf 'titip: %s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 2
}

# read_environment FILE: sets NAME=value lines, as systemd's EnvironmentFile has them; nothing in it is run.
read_environment() {
  local line name value
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line =~ ^(export[[:space:]]+)?([A-Z_][A-Z0-9_]*)=(.*)$ ]] || continue
    name=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
    if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then value=${BASH_REMATCH[1]}; fi
    export "$name=$value"
  done <"$1"
}

# open_job: settings and a folder of its own for this run, gone afterwards.
open_job() {
  local file=${TITIP_ENVIRONMENT_FILE:-/etc/titip/pipeline.env}
  if [[ -n ${TITIP_ENVIRONMENT_FILE:-} || -e $file ]]; then read_environment "$file"; fi
  : "${TITIP_GIT_URL:?}"
  case ${PULUMI_BACKEND_URL:-} in
    file:///?*) ;;
    # Beside the project the state would go with this run's folder.
    '' | file:*) fail "PULUMI_BACKEND_URL must say where the state is, as an absolute address" ;;
  esac
  job=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/titip-job.XXXXXX")
  trap 'rm -rf "$job"' EXIT
  repository=$job/main.git
  site=$job/site
  git init --quiet --bare --initial-branch=main "$repository"
  obey_nothing
}

# What titip prints holds words of a branch: the runner must take no line of it for a command to itself.
obey_nothing() {
  annotations=text
  [[ ${GITHUB_ACTIONS:-} == true ]] || return 0
  # shellcheck disable=SC2034 # for whoever sources this
  annotations=github
  runner_word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$runner_word"
}
# annotated COMMAND…: prints commands for the runner with every value escaped (titip … --format github).
annotated() {
  local code=0
  if [[ -n ${runner_word:-} ]]; then printf '::%s::\n' "$runner_word"; fi
  "$@" || code=$?
  if [[ -n ${runner_word:-} ]]; then printf '::stop-commands::%s\n' "$runner_word"; fi
  return "$code"
}

# remote COMMAND…: Git that reaches the forge. The job's token is in its environment only: in no argument, file or log.
remote() {
  local header=
  if [[ -n ${TITIP_GIT_TOKEN:-} ]]; then
    header="Authorization: Basic $(printf %s "${TITIP_GIT_USER:-x-access-token}:$TITIP_GIT_TOKEN" | base64 -w0)"
  fi
  GIT_TERMINAL_PROMPT=0 GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$TITIP_GIT_URL.extraHeader" GIT_CONFIG_VALUE_0=$header \
    git -C "$repository" -c core.hooksPath=/dev/null -c gc.auto=0 -c fetch.recurseSubmodules=false "$@"
}

fetch_main() {
  remote fetch --quiet --no-tags "$TITIP_GIT_URL" +refs/heads/main:refs/heads/main
  # shellcheck disable=SC2034 # for whoever sources this
  main=$(git -C "$repository" rev-parse --verify refs/heads/main)
}

# fetch_head: the branch's commit, and that very one. Another is there when somebody has pushed meanwhile: then the newer
# job judges, and this one must not say of its own commit what it saw in another.
fetch_head() {
  [[ ${TITIP_PULL:-} =~ ^[1-9][0-9]{0,9}$ ]] || fail "TITIP_PULL is no number of a pull request"
  [[ ${TITIP_HEAD:-} =~ ^([0-9a-f]{40}|[0-9a-f]{64})$ ]] || fail "TITIP_HEAD is no commit"
  local ref=${TITIP_PULL_REF:-refs/pull/$TITIP_PULL/head}
  [[ $ref == "refs/pull/$TITIP_PULL/head" || $ref == "refs/merge-requests/$TITIP_PULL/head" ]] || fail "TITIP_PULL_REF is no ref of it"
  remote fetch --quiet --no-tags "$TITIP_GIT_URL" "+$ref:refs/titip/head"
  [[ $(git -C "$repository" rev-parse --verify 'refs/titip/head^{commit}') == "$TITIP_HEAD" ]] ||
    fail "the branch has moved on since; the newer run judges it"
}

# find_titip: the installed program; else main's own, built here.
find_titip() {
  program=${TITIP_PROGRAM:-$(type -P titip || true)}
  project=${TITIP_PROJECT:-}
  [[ -n $program && -n $project ]] && return
  mkdir "$job/code"
  git -C "$repository" archive --format=tar refs/heads/main | tar -x -C "$job/code"
  : "${project:=$job/code}"
  [[ -e $project/Pulumi.yaml ]] || fail "main has no Pulumi.yaml; name the project's folder in TITIP_PROJECT"
  [[ -n $program ]] && return
  [[ -e $job/code/bin/titip ]] || fail "titip is not installed on this runner; name it in TITIP_PROGRAM"
  (cd "$job/code" && npm ci --no-audit --no-fund --no-progress && npm run --silent build) >&2
  program=$job/code/bin/titip
}

# titip COMMAND…: on the data of this job.
titip() { TITIP_SITE=$site "$program" -C "$project" "$@"; }
