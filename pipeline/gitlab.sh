#!/usr/bin/env bash
# gitlab.sh COMMAND…: what GitLab calls a merge request, in the words of the other scripts.
set -euo pipefail
export TITIP_PULL=${CI_MERGE_REQUEST_IID:?} TITIP_PULL_REF=refs/merge-requests/$CI_MERGE_REQUEST_IID/head
# In a pipeline for merged results CI_COMMIT_SHA is the merge.
export TITIP_HEAD=${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-${CI_COMMIT_SHA:?}}
# GitLab does not say who has opened it, but who has started the pipeline: by pushing, as a rule.
export TITIP_AUTHOR=${GITLAB_USER_LOGIN:-}
exec "$@"
