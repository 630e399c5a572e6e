//go:build unix

package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// startLogged starts a server that ends with the test, and returns the pipe that it logs to and the lines that come.
func startLogged(t *testing.T, server *exec.Cmd) (io.Closer, chan string) {
	t.Helper()
	log, err := server.StderrPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	lines := make(chan string, 1000)
	go scan(log, lines)
	return log, lines
}

// TestServeOutlivesItsLog closes the pipe that a server logs to, and changes the content so that it logs.
func TestServeOutlivesItsLog(t *testing.T) {
	content := exampleDir(t)
	server := exec.CommandContext(t.Context(), "compendium", "serve", "--content", content, "--as-of", exampleDay,
		"--listen", "127.0.0.1:0", "--poll", "5ms")
	log, lines := startLogged(t, server)
	conn, err := grpc.NewClient(awaitLine(t, lines, `msg=serving address=(\S+)`)[1],
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	client := compendiumv1.NewCatalogServiceClient(conn)
	before := state(t, client).Version
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	rewrite(t, filepath.Join(content, "conditions", "chordoma.yaml"), func(text string) string {
		return strings.Replace(text, "display_name: Chordoma", "display_name: Chordomas", 1)
	})
	await(t, client, func(s *compendiumv1.Catalog) bool { return s.Version != before })
}

// TestServeWithoutFileDescriptors opens more connections than a server has file descriptors: it goes on once they are
// closed, and all that it logs meanwhile is in the format that was asked for.
func TestServeWithoutFileDescriptors(t *testing.T) {
	server := exec.CommandContext(t.Context(), "sh", "-c", `ulimit -n 40; exec compendium serve --content "$0" --as-of "$1" \
		--listen 127.0.0.1:0 --admin-listen 127.0.0.1:0 --log-format json --shutdown-delay 0s`, exampleDir(t), exampleDay)
	_, lines := startLogged(t, server)
	admin := awaitLine(t, lines, `"the private port is open","address":"([^"]+)"`)[1]
	awaitLine(t, lines, `"msg":"serving"`)
	var connections []net.Conn
	for range 60 {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", admin)
		if err != nil {
			break // the queue of the listener is full
		}
		connections = append(connections, conn)
	}
	if line := awaitLine(t, lines, `.*too many open files.*`)[0]; !json.Valid([]byte(line)) {
		t.Errorf("the log has %q, want JSON", line)
	}
	for _, conn := range connections {
		_ = conn.Close()
	}
	if code := probe(t, "http://"+admin+"/readyz"); code != http.StatusOK {
		t.Errorf("readyz: got %d, want 200", code)
	}
}

// TestInterrupt ends commands that wait for their input, which nobody sends.
func TestInterrupt(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, arguments := range [][]string{
		{"fmt", "-", "--stdin-filename", "drugs/x.yaml"},
		{"publish", "oci-layout://" + t.TempDir() + ":stable", "--release", pipe},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		waiting := exec.CommandContext(ctx, "compendium", arguments...)
		var said strings.Builder
		waiting.Stderr = &said
		input, err := waiting.StdinPipe()
		if err == nil {
			err = waiting.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(500 * time.Millisecond) // until it waits
		if err := waiting.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		_ = waiting.Wait()
		if waiting.ProcessState.ExitCode() != exitFailed || said.String() != "compendium: interrupted\n" {
			t.Errorf("%s ended with %s: %s", arguments[0], waiting.ProcessState, said.String())
		}
		_ = input.Close()
	}
}

// TestOutputIsNotWhole runs commands whose output goes to a full disk.
func TestOutputIsNotWhole(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full here")
	}
	defer func() { _ = full.Close() }()
	content := exampleDir(t)
	path := filepath.Join(t.TempDir(), "compendium.release")
	runHere(t, "build", "-o", path, content)
	rewrite(t, filepath.Join(content, "conditions", "chordoma.yaml"), func(text string) string {
		return strings.Replace(text, "display_name: Chordoma", "display_name:   Chordoma", 1)
	})
	for _, arguments := range [][]string{{"version"}, {"inspect", path}, {"verify", path}, {"fmt", "--check", content}} {
		var said strings.Builder
		c := &command{Stdin: strings.NewReader(""), Stdout: full, Stderr: &said, Now: time.Now}
		if code := c.Main(t.Context(), arguments); code != exitFailed || !strings.Contains(said.String(), "no space left") {
			t.Errorf("%s ended with %d: %s", arguments[0], code, said.String())
		}
	}
}

// TestSecondSignal ends a server, and signals again: right after the first signal that changes nothing, and later it
// ends the wait, and the log says so.
func TestSecondSignal(t *testing.T) {
	// The test itself outlives the signals.
	others := make(chan os.Signal, 8)
	signal.Notify(others, syscall.SIGTERM)
	defer signal.Stop(others)
	content := exampleDir(t)
	tests := []struct {
		name, delay string
		after       time.Duration
		least, most time.Duration
	}{
		{"at once", "1500ms", 100 * time.Millisecond, 1500 * time.Millisecond, 10 * time.Second},
		{"later", "60s", patience + 300*time.Millisecond, patience, 20 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {

			reader, writer := io.Pipe()
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			ended := make(chan int, 1)
			go func() {
				c := &command{Stdin: strings.NewReader(""), Stdout: writer, Stderr: writer, Now: time.Now}
				ended <- c.Main(ctx, []string{"serve", "--content", content, "--as-of", exampleDay, "--listen", "127.0.0.1:0",
					"--shutdown-delay", tt.delay})
				_ = writer.Close()
			}()
			lines := make(chan string, 1000)
			go scan(reader, lines)
			awaitLine(t, lines, `msg=serving`)
			begun := time.Now()
			stop()
			awaitLine(t, lines, `msg="shutting down`)
			time.Sleep(tt.after)
			if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if tt.least == patience {
				awaitLine(t, lines, `msg="calls that still run are cut off" error="another signal asked to end at once"`)
			}
			if code := <-ended; code != exitClean {
				t.Errorf("the command ended with %d", code)
			}
			if took := time.Since(begun); took < tt.least || took > tt.most {
				t.Errorf("it ended after %s, want between %s and %s", took, tt.least, tt.most)
			}
		})
	}
}
