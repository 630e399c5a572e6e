#!/bin/sh
# Runs buf on the schema. It needs only the Go module proxy:
#
#     tools/buf.sh lint             checks the style of the schema
#     tools/buf.sh generate         regenerates gen/
#     tools/buf.sh format           formats the .proto files
#     tools/buf.sh breaking [REF]   compares the schema with that of a git ref (main)
#     tools/buf.sh aip              checks the schema with Google's api-linter, but for what proto/api-linter.yaml says
#
# It stages a workspace in .cache/buf, with the imported .proto files printed from the descriptors in the Go modules, so
# that buf does not use its own registry. The rules are in buf.yaml.
set -eu
root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
cd "$root"
work=$root/.cache/buf
mkdir -p "$work"
# buf needs its working files in one place.
go -C tools build -o "$work/bin/" github.com/bufbuild/buf/cmd/buf ./protodeps

stage() { # DIR: creates a workspace with buf.yaml and the imported files
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
	# The plugins are tools of the main module, so buf must run within it. gen/ is removed first to drop stale files.
	rm -rf gen
	buf generate proto -o "$root"
	# The schema with comments, which generated Go leaves out.
	buf build proto --exclude-imports --as-file-descriptor-set -o "$root/schema/compendium.binpb"
	;;
breaking)
	stage "$work/base"
	git archive "${2:-main}" proto | tar -x -C "$work/base"
	buf breaking proto --against ../base/proto
	;;
aip)
	# go install would ask the proxy for its newest version too, which need not be there.
	linter=$(go mod download -json github.com/googleapis/api-linter/v2@v2.3.1 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
	go -C "$linter" build -o "$work/bin/" ./cmd/api-linter
	cd proto
	"$work/bin/api-linter" -I . -I "$work/head/deps" --config api-linter.yaml --set-exit-status --output-format github compendium/v1/*.proto
	;;
*)
	echo "usage: tools/buf.sh lint | format | generate | breaking [REF] | aip" >&2
	exit 2
	;;
esac
