// Command compendium checks and serves a drug compendium that is kept as files.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// Exit codes. They are part of the public surface.
const (
	exitClean    = 0 // nothing found at or above --fail-on
	exitFindings = 1 // something found
	exitFailed   = 2 // could not run
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	c := &command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now}
	ended := context.AfterFunc(ctx, c.interrupt)
	code := c.Main(ctx, os.Args[1:])
	ended()
	stop()
	os.Exit(code)
}

// interrupt ends a command that does not end by itself after a signal: it may wait for its input. Only a server takes
// longer than that, to end in order.
func (c *command) interrupt() {
	time.Sleep(patience)
	if !c.serves.Load() {
		fmt.Fprintln(c.Stderr, "compendium: interrupted")
		os.Exit(exitFailed)
	}
}

// command is the command line as a value, so that tests can run it without a process.
type command struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Now returns the current time, for the default of --as-of and the time of a publication. Findings and release files
	// depend on nothing else of it.
	Now func() time.Time

	// serves is true for a command that ends in order after a signal, however long that takes.
	serves atomic.Bool
}

// errFindings is the error of a command that ran and found something, which is already printed.
var errFindings = errors.New("findings")

// Main runs the command line and returns the exit code.
func (c *command) Main(ctx context.Context, args []string) int {
	out := &output{Writer: c.Stdout}
	c.Stdout = out
	root := c.root()
	addUsage(root)
	root.SetArgs(args)
	switch executed, err := root.ExecuteContextC(ctx); {
	case out.failed != nil && (err == nil || errors.Is(err, errFindings)):
		fmt.Fprintln(c.Stderr, "compendium: what the command printed is not whole:", out.failed)
		return exitFailed
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	default:
		fmt.Fprintln(c.Stderr, "compendium:", err)
		if executed.Name() == "lint" {
			c.reportFailure(executed, args, err)
		}
		return exitFailed
	}
}

// output remembers the first error of writing, such as of a full disk, which not every command looks at.
type output struct {
	io.Writer

	failed error
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	o.failed = cmp.Or(o.failed, err)
	return n, err
}

// fileOf returns the file that a writer writes to, if it is one.
func fileOf(w io.Writer) (*os.File, bool) {
	if o, ok := w.(*output); ok {
		w = o.Writer
	}
	file, ok := w.(*os.File)
	return file, ok
}

// addUsage adds the usage of a command to its errors about flags and arguments.
func addUsage(root *cobra.Command) {
	root.SetFlagErrorFunc(badFlag)
	for _, cmd := range root.Commands() {
		check := cmd.Args
		if check == nil {
			continue
		}
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return fmt.Errorf("%s: %w; write it as `%s`", cmd.Name(), err, cmd.UseLine())
			}
			return nil
		}
	}
}

func (c *command) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "compendium",
		Short:         "A drug compendium kept as files, checked like code, served over gRPC",
		Version:       toolVersion(),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetIn(c.Stdin)
	root.SetOut(c.Stdout)
	root.SetErr(c.Stderr)
	group(root, "Write and check content:",
		c.initCommand(), c.lintCommand(), c.newCommand(), c.fmtCommand(), c.diffCommand(),
		c.updateCommand(), c.replaceCommand(), c.reportCommand(), c.siteCommand(), c.citeCommand(),
		c.rulesCommand(), c.explainCommand(), c.schemaCommand())
	group(root, "Do chores:",
		c.refsCommand(), c.renameCommand(), c.mergeCommand(), c.retireCommand(), c.reviewCommand(), c.dueCommand())
	group(root, "Work with registers and tables:", c.importCommand(), c.reconcileCommand(), c.exportCommand())
	group(root, "Build and publish releases:",
		c.buildCommand(), c.verifyCommand(), c.inspectCommand(), c.keygenCommand(), c.publishCommand(), c.promoteCommand(),
		c.releasesCommand(), c.rollbackCommand())
	group(root, "Serve:", c.serveCommand())
	root.AddCommand(c.versionCommand())
	return root
}

// group adds commands under a title in the help.
func group(root *cobra.Command, title string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: title, Title: title})
	for _, command := range commands {
		command.GroupID = title
	}
	root.AddCommand(commands...)
}
