package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
)

// buildFrozen builds a release of the frozen catalog with one text of a record replaced.
func buildFrozen(t *testing.T, file, record, old, replacement string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(frozenDir)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, record))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, record), strings.Replace(string(text), old, replacement, 1))
	c, problems, err := catalog.LoadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	data, err := release.Build(t.Context(), c, problems, "frozen", release.Options{AsOf: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, string(data))
}

// TestOwnCatalogAsDocumented follows docs/own-catalog.md in a shell: it writes each file, runs each command as the page
// has it, and compares what it prints. Two releases of the frozen catalog replace the embedded one and a newer one.
func TestOwnCatalogAsDocumented(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no shell")
	}
	page := string(readTop(t, "docs/own-catalog.md"))
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	nausea := filepath.Join("effects", "nausea.yaml")
	buildFrozen(t, filepath.Join(dir, "base.release"), nausea, "", "")
	buildFrozen(t, filepath.Join(dir, "newer.release"), nausea, "display_name: Nausea",
		"display_name: Nausea (feeling sick)")
	t.Chdir(dir)
	shown, asked := 0, 0
	for _, block := range blocksOf(page) {
		switch {
		case block.file != "":
			file := filepath.Join(dir, "hospital", filepath.FromSlash(block.file))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			write(t, file, block.text)
		case block.language == "console":
			for _, call := range strings.Split("\n"+block.text, "\n$ ")[1:] {
				line, prints, _ := strings.Cut(call, "\n")
				followPage(t, line, prints)
				shown++
			}
		case block.language == "sh":
			client := start(t, "serve", "--listen", "127.0.0.1:0")
			for line := range strings.Lines(block.text) {
				askAsShown(t, client, line)
				asked++
			}
		}
	}
	if shown != 11 || asked != 2 {
		t.Errorf("the page shows %d commands and %d calls, want 11 and 2", shown, asked)
	}
}

// pageBlock is a block of code on a page.
type pageBlock struct {
	language, text string
	// file is the file of the project that the block is the text of, or "": the last one that is named before it.
	file string
}

// blocksOf returns the blocks of docs/own-catalog.md.
func blocksOf(page string) []pageBlock {
	var blocks []pageBlock
	path, end := regexp.MustCompile("`hospital/([^`]+)`"), 0
	for _, at := range regexp.MustCompile("(?s)```(yaml|console|sh)\n(.*?)```").FindAllStringSubmatchIndex(page, -1) {
		block := pageBlock{language: page[at[2]:at[3]], text: page[at[4]:at[5]]}
		if before := path.FindAllStringSubmatch(page[end:at[0]], -1); block.language == "yaml" && before != nil {
			block.file = before[len(before)-1][1]
		}
		blocks, end = append(blocks, block), at[1]
	}
	return blocks
}

// followPage runs a command line of a page and fails unless it prints what the page shows. A … matches whatever
// comes there.
func followPage(t *testing.T, line, shown string) {
	t.Helper()
	if to, ok := strings.CutPrefix(line, "cd "); ok {
		t.Chdir(to)
		return
	}
	if strings.HasPrefix(line, "compendium build --embedded ") {
		return // the base is there
	}
	run := exec.CommandContext(t.Context(), "sh", "-c", line)
	var out, problems bytes.Buffer
	run.Stdout, run.Stderr = &out, &problems
	if err := run.Run(); err != nil && run.ProcessState.ExitCode() != exitFindings {
		t.Fatalf("%s: %v\n%s", line, err, &problems)
	}
	pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSpace(shown)), "…", "(?s:.*?)") + "$"
	if !regexp.MustCompile(pattern).MatchString(strings.TrimSpace(out.String())) {
		t.Errorf("%s\nthe page shows\n%s\nand it prints\n%s%s", line, shown, &out, &problems)
	}
}

// grpcurlCall matches a call of a page: the request and the method.
var grpcurlCall = regexp.MustCompile(`^grpcurl -plaintext -d '(.*)' localhost:50051 compendium\.v1\.CatalogService/(\w+)\n$`)

// askAsShown makes a call of a page, which has to list something.
func askAsShown(t *testing.T, client compendiumv1.CatalogServiceClient, line string) {
	t.Helper()
	call := grpcurlCall.FindStringSubmatch(line)
	if call == nil {
		t.Fatalf("%s is no call of grpcurl", line)
	}
	method := reflect.ValueOf(client).MethodByName(call[2])
	request, ok := reflect.TypeAssert[proto.Message](reflect.New(method.Type().In(1).Elem()))
	if !ok {
		t.Fatalf("%s has no request", call[2])
	}
	if err := protojson.Unmarshal([]byte(call[1]), request); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	answer := method.Call([]reflect.Value{reflect.ValueOf(t.Context()), reflect.ValueOf(request)})
	response, _ := reflect.TypeAssert[proto.Message](answer[0])
	if err, _ := reflect.TypeAssert[error](answer[1]); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	list := response.ProtoReflect().Descriptor().Fields().ByNumber(1)
	if response.ProtoReflect().Get(list).List().Len() == 0 {
		t.Errorf("%s lists nothing", line)
	}
}
