package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestHTTPPageRuns runs the commands of docs/http.md, which have to print what the page shows.
func TestHTTPPageRuns(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl")
	}
	log := launchLog(t, "serve", "--content", frozenDir, "--listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0")
	address := awaitLine(t, log, `msg="listening for HTTP" address=(\S+)`)[1]
	awaitLine(t, log, "msg=serving")
	commands := 0
	for _, c := range callsOf(string(readTop(t, "docs/http.md"))) {
		if strings.HasPrefix(c.command, "curl ") {
			commands++
			runAsShown(t, strings.ReplaceAll(c.command, "localhost:8080", address), c.shown)
		}
	}
	if commands == 0 {
		t.Error("the page shows no command")
	}
}
