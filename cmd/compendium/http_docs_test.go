package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestHTTPPageRuns runs the commands of docs/http.md, which have to print what the page shows.
func TestHTTPPageRuns(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl")
	}
	page, err := os.ReadFile("../../docs/http.md")
	if err != nil {
		t.Fatal(err)
	}
	log := launchLog(t, "serve", "--content", "../../validate/testdata/frozen", "--listen", "127.0.0.1:0",
		"--http-listen", "127.0.0.1:0")
	address := awaitLine(t, log, `msg="listening for HTTP" address=(\S+)`)[1]
	awaitLine(t, log, "msg=serving")
	commands := 0
	for _, block := range regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		for _, shown := range strings.Split(block[1], "$ curl ")[1:] {
			commands++
			command, want, _ := strings.Cut(shown, "\n")
			command = "curl " + strings.ReplaceAll(command, "localhost:8080", address)
			got, err := exec.CommandContext(t.Context(), "sh", "-c", command).Output()
			if err != nil {
				t.Errorf("%s: %v", command, err)
			}
			pattern := strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSpace(want)), "…", ".*")
			if !regexp.MustCompile("(?s)^" + pattern + "$").Match([]byte(strings.TrimSpace(string(got)))) {
				t.Errorf("%s prints\n%.500s\nand the page shows\n%s", command, got, want)
			}
		}
	}
	if commands == 0 {
		t.Error("the page shows no command")
	}
}
