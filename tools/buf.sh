#!/bin/sh
# Runs buf on the schema with nothing but the Go module proxy:
#
#   tools/buf.sh lint             the style of the schema
#   tools/buf.sh generate         regenerates gen/
#   tools/buf.sh format           rewrites the .proto files in buf's layout
#   tools/buf.sh breaking [REF]   compares the schema with that of a git ref (main)
#
# It stages a workspace under .cache/buf in which the imported .proto files are printed from the descriptors that the Go modules
# carry, so that buf never asks its own registry. The rules come from buf.yaml.
set -eu
root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
cd "$root"
work=$root/.cache/buf
mkdir -p "$work"
# buf wants its work in one place; GOFLAGS keeps a vendored or read-only caller from changing the tools' module.
go -C tools build -o "$work/bin/" github.com/bufbuild/buf/cmd/buf ./protodeps

stage() { # DIR: an empty workspace with buf.yaml and the imported files
	rm -rf "$1"
	mkdir -p "$1"
	"$work/bin/protodeps" -o "$1/deps"
	awk '/^deps:/ {skip = 1; next} skip && /^[ -]/ {next} {skip = 0; print} /- path: proto/ {print "  - path: deps"}' buf.yaml >"$1/buf.yaml"
}
stage "$work/head"
ln -s "$root/proto" "$work/head/proto"
buf() { (cd "$work/head" && "$work/bin/buf" "$@"); }

case ${1:-} in
lint) buf lint proto ;;
format) buf format -w proto ;;
generate)
	cp buf.gen.yaml "$work/head/"
	# The plugins are tools of the main module, so buf runs where go finds its go.mod, and gen/ is made anew to drop stale files.
	rm -rf gen
	buf generate proto -o "$root"
	# The schema with its comments, which generated Go leaves out.
	buf build proto --exclude-imports --as-file-descriptor-set -o "$root/schema/compendium.binpb"
	;;
breaking)
	stage "$work/base"
	git archive "${2:-main}" proto | tar -x -C "$work/base"
	buf breaking proto --against ../base/proto
	;;
*)
	echo "usage: tools/buf.sh lint | format | generate | breaking [REF]" >&2
	exit 2
	;;
esac
