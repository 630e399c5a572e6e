//go:build unix

package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSecondSignal ends a server, and signals again: right after the first signal that changes nothing, and later it
// ends the wait.
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
			if code := <-ended; code != exitClean {
				t.Errorf("the command ended with %d", code)
			}
			if took := time.Since(begun); took < tt.least || took > tt.most {
				t.Errorf("it ended after %s, want between %s and %s", took, tt.least, tt.most)
			}
		})
	}
}
