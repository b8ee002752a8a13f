#!/bin/sh
# Calls a server API of wsgateway with a signed request, see server-api.md. Needs curl and openssl.
#
#   GATEWAY_KEY=backend GATEWAY_SECRET=... push-signed.sh [-X METHOD] [-t TYPE] URL [FILE]
#
# With a FILE, - for standard input, it is a POST of that body, of type application/json unless TYPE says otherwise; without
# one it is a GET. The answer's body goes to standard output; the exit status is 0 if the gateway has done as it was told.
set -eu

usage() {
  sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

method=
type=application/json
while getopts X:t: option; do
  case $option in
    X) method=$OPTARG ;;
    t) type=$OPTARG ;;
    *) usage ;;
  esac
done
shift $((OPTIND - 1))
if [ $# -lt 1 ] || [ $# -gt 2 ] || [ -z "${GATEWAY_KEY:-}" ] || [ -z "${GATEWAY_SECRET:-}" ]; then
  usage
fi

url=${1%%#*}
body=$(mktemp)
trap 'rm -f "$body"' EXIT
trap 'exit 1' HUP INT TERM
if [ $# -eq 2 ]; then
  cat -- "$2" >"$body"
  method=${method:-POST}
else
  method=${method:-GET}
fi

# The path and the query as curl sends them: what the URL has between the host and the ?, and behind it.
rest=${url#*://}
query=
case $rest in
  *\?*)
    query=${rest#*\?}
    rest=${rest%%\?*}
    ;;
esac
case $rest in
  */*) path=/${rest#*/} ;;
  *) path=/ ;;
esac

hex() { od -An -v -tx1 | tr -d ' \n'; }

# HMAC by hand, because openssl takes keys only from the command line, where other users of this machine see them:
# prints the secret, filled up to 64 bytes, every byte XORed with $1.
pad() {
  key=$secret
  while [ ${#key} -lt 128 ]; do
    key=${key}00
  done
  while [ -n "$key" ]; do
    others=${key#??}
    byte=${key%"$others"}
    # shellcheck disable=SC2059
    printf "\\$(printf %03o $((0x$byte ^ $1)))"
    key=$others
  done
}

secret=$(printf %s "$GATEWAY_SECRET" | hex)
if [ ${#secret} -gt 128 ]; then
  secret=$(printf %s "$GATEWAY_SECRET" | openssl dgst -sha256 -binary | hex)
fi
digest=$(openssl dgst -sha256 -binary <"$body" | hex)
time=$(date +%s)
nonce=$(openssl rand -hex 16)
signature=$(
  {
    pad 0x5c
    {
      pad 0x36
      printf 'v1\n%s\n%s\n%s\n%s\n%s\n%s' "$method" "$path" "$query" "$digest" "$time" "$nonce"
    } | openssl dgst -sha256 -binary
  } | openssl dgst -sha256 -binary | hex
)

if [ $# -eq 2 ]; then
  set -- -H "Content-Type: $type" --data-binary "@$body"
else
  set --
fi
curl -sS --fail-with-body --globoff --path-as-is -X "$method" \
  -H "X-Gateway-Key: $GATEWAY_KEY" \
  -H "X-Gateway-Time: $time" \
  -H "X-Gateway-Nonce: $nonce" \
  -H "X-Gateway-Signature: v1=$signature" \
  "$@" "$url"
