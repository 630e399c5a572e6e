package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal opens a terminal of 80 columns without a viewer.
func terminal(t *testing.T) *os.File {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	t.Cleanup(func() { master.Close() })
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80})
	}
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	t.Cleanup(func() { slave.Close() })
	return slave
}

// TestTerminalWidth shows progress on a terminal; none in CI, none for a pipe, and none where standard error is no
// terminal.
func TestTerminalWidth(t *testing.T) {
	screen := terminal(t)
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	_, pipe, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	for _, c := range []struct {
		name    string
		command *command
		ci, tty string
		want    bool
	}{
		{"a terminal", &command{Stdout: screen, Stderr: screen}, "", "xterm", true},
		{"findings go to a file", &command{Stdout: file, Stderr: screen}, "", "xterm", true},
		{"findings go to a pipe", &command{Stdout: pipe, Stderr: screen}, "", "xterm", false},
		{"in CI", &command{Stdout: screen, Stderr: screen}, "true", "xterm", false},
		{"a dumb terminal", &command{Stdout: screen, Stderr: screen}, "", "dumb", false},
		{"errors go to a file", &command{Stdout: screen, Stderr: file}, "", "xterm", false},
		{"errors are kept", &command{Stdout: screen, Stderr: &bytes.Buffer{}}, "", "xterm", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("CI", c.ci)
			t.Setenv("TERM", c.tty)
			width, got := c.command.terminalWidth()
			if got != c.want || got && width != 80 {
				t.Errorf("somebody watches: %t, on %d columns", got, width)
			}
		})
	}
}
