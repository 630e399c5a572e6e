package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// call is a command that a page shows, and what it prints there.
type call struct{ command, shown string }

// shellBlock matches the commands in a page.
var shellBlock = regexp.MustCompile("(?ms)^ *```(sh|console)\n(.*?)^ *```")

// callsOf returns the commands in a page, in its order. Blocks of sh show commands alone, those of console what they
// print too.
func callsOf(page string) (calls []call) {
	for _, block := range shellBlock.FindAllStringSubmatch(page, -1) {
		for line := range strings.Lines(strings.ReplaceAll(block[2], "\\\n", " ")) {
			command, isCommand := strings.CutPrefix(line, "$ ")
			switch {
			case isCommand || block[1] == "sh":
				calls = append(calls, call{command: strings.TrimSpace(command)})
			case len(calls) > 0:
				calls[len(calls)-1].shown += line
			}
		}
	}
	return calls
}

// runAsShown runs a command with a shell and compares its output with the page. A … matches any text.
func runAsShown(t *testing.T, command, shown string) {
	t.Helper()
	got, err := exec.CommandContext(t.Context(), "sh", "-c", command).Output()
	if err != nil {
		t.Errorf("%s: %v", command, err)
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSpace(shown)), "…", ".*")
	if shown != "" && !regexp.MustCompile("(?s)^"+pattern+"$").MatchString(strings.TrimSpace(string(got))) {
		t.Errorf("%s prints\n%.2000s\nand the page shows\n%s", command, got, shown)
	}
}

// TestCommandsOfPages parses each call of the program that a page shows: the command, its flags with their values, and
// its arguments.
func TestCommandsOfPages(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	parsed := 0
	for _, page := range append(pages, "../../README.md", "../../CONTRIBUTING.md") {
		for _, c := range callsOf(string(readTop(t, page[len("../../"):]))) {
			line, _, _ := strings.Cut(c.command, " #")
			line, _, _ = strings.Cut(line, " > ")
			words := strings.Fields(line)
			if len(words) == 0 || words[0] != "compendium" {
				continue
			}
			parsed++
			found, rest, err := (&command{}).root().Find(words[1:])
			if err == nil {
				err = found.ParseFlags(rest)
			}
			if err == nil {
				err = found.ValidateArgs(found.Flags().Args())
			}
			if err != nil {
				t.Errorf("%s: %s: %v", page, line, err)
			}
		}
	}
	if parsed < 50 {
		t.Errorf("the pages show %d calls", parsed)
	}
}

// TestGrpcurlOfPages runs the calls with grpcurl that pages show, on the frozen catalog with the formulary of
// docs/own-catalog.md. CI has grpcurl.
func TestGrpcurlOfPages(t *testing.T) {
	if _, err := exec.LookPath("grpcurl"); err != nil {
		t.Skip("there is no grpcurl")
	}
	own := string(readTop(t, "docs/own-catalog.md"))
	pages := []string{string(readTop(t, "README.md")), string(readTop(t, "docs/clients.md")), own}
	copyFrozen(t)
	for _, block := range blocksOf(own) {
		if block.file == "" {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(block.file), 0o700); err != nil {
			t.Fatal(err)
		}
		// The page goes on to correct the name.
		write(t, block.file, strings.Replace(block.text, "drugs/doxorubicine", "drugs/doxorubicin", 1))
	}
	address := awaitLine(t, launchLog(t, "serve", "--listen", "127.0.0.1:0"), `msg=serving address=(\S+)`)[1]
	ran := 0
	for _, page := range pages {
		for _, c := range callsOf(page) {
			if strings.HasPrefix(c.command, "grpcurl ") {
				ran++
				runAsShown(t, strings.ReplaceAll(c.command, "localhost:50051", address), c.shown)
			}
		}
	}
	const shown = 11 // 5, 4 and 2
	if ran != shown {
		t.Errorf("the pages show %d calls, want %d", ran, shown)
	}
}

// TestReadmeCommands runs the commands of the README in its order, but for those that other tests run. A release of the
// frozen catalog replaces the embedded one.
func TestReadmeCommands(t *testing.T) {
	readme := string(readTop(t, "README.md"))
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	buildFrozen(t, filepath.Join(dir, "base.release"), filepath.Join("effects", "nausea.yaml"), "", "")
	t.Chdir(dir)
	admin, ran := "", []string{}
	for _, c := range callsOf(readme) {
		line, _, _ := strings.Cut(c.command, " #")
		line = strings.NewReplacer("--extends embedded", "--extends ../base.release", "--admin-listen 127.0.0.1:9090",
			"--admin-listen 127.0.0.1:0").Replace(line)
		words := strings.Fields(line)
		switch {
		case words[0] == "cd":
			t.Chdir(words[1])
		case words[0] == "curl":
			page := strings.Replace(words[len(words)-1], "127.0.0.1:9090", admin, 1)
			response, err := http.Get(page) //nolint:noctx // a page of this test
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(response.Body)
			if err != nil || !strings.Contains(string(text), "compendium_") || response.Body.Close() != nil {
				t.Errorf("%s: %v\n%.500s", line, err, text)
			}
		case words[0] != "compendium" || c.shown != "": // other tests run them
			continue
		case words[1] == "serve":
			log := launchLog(t, append(words[1:], "--listen", "127.0.0.1:0")...)
			if slices.Contains(words, "--admin-listen") {
				admin = awaitLine(t, log, `msg="the private port is open" address=(\S+)`)[1]
			}
			awaitLine(t, log, "msg=serving")
		default:
			runHere(t, words[1:]...)
		}
		ran = append(ran, words[min(1, len(words)-1)])
	}
	want := []string{"init", "hospital", "lint", "serve", "build", "serve", "keygen", "publish", "serve", "-s"}
	if !slices.Equal(ran, want) {
		t.Errorf("the README shows %q, want %q", ran, want)
	}
}

// printedBy runs the program, and fails unless it prints what a page shows of a call, in both its outputs.
func printedBy(t *testing.T, c call, args ...string) {
	t.Helper()
	var out, problems strings.Builder
	(&command{Stdout: &out, Stderr: &problems, Now: time.Now}).Main(t.Context(), args)
	if got := out.String() + problems.String(); c.shown == "" || got != c.shown {
		t.Errorf("%s: the page shows\n%s\nand it prints\n%s", c.command, c.shown, got)
	}
}

// TestDiffOfThePage makes the change that docs/diff.md shows.
func TestDiffOfThePage(t *testing.T) {
	calls := callsOf(string(readTop(t, "docs/diff.md")))
	t.Chdir(t.TempDir())
	for _, dir := range []string{"old", "new"} {
		if err := writeExample(dir); err != nil {
			t.Fatal(err)
		}
	}
	rewrite(t, filepath.Join("new", "drugs", "examplinib.yaml"), func(text string) string {
		headache := regexp.MustCompile(`side_effects:\n  - {term: headache, .*\n`)
		return strings.Replace(headache.ReplaceAllString(text, ""), "off_label: true", "off_label: false", 1)
	})
	printedBy(t, calls[len(calls)-1], "diff", "old", "new", "--as-of", "2026-06-01")
}

// TestCiteOfThePage makes the citation that docs/fingerprints.md shows.
func TestCiteOfThePage(t *testing.T) {
	c := callsOf(string(readTop(t, "docs/fingerprints.md")))[0]
	t.Chdir(t.TempDir())
	if err := writeExample("content"); err != nil {
		t.Fatal(err)
	}
	text := "Exampla\nCommon side effects include nausea.\n"
	if err := os.Mkdir("archive", 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join("archive", "exampla-label.txt"), text)
	write(t, filepath.Join("content", "sources", "fda-label-of-exampla.yaml"), fmt.Sprintf(`display_name: Label of Exampla
kind: LABEL
publisher: FDA
title: Label of Exampla
archive: {file: exampla-label.txt, sha256: "%x"}
`, sha256.Sum256([]byte(text))))
	words := strings.SplitN(c.command, `"`, 3)
	printedBy(t, c, append(strings.Fields(words[0])[1:], words[1])...)
}
