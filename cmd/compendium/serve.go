package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/validate"
)

type serveFlags struct {
	listen  string
	content string
	release string
	asOf    string
	poll    time.Duration
}

func (c *command) serveCommand() *cobra.Command {
	var flags serveFlags
	serve := &cobra.Command{
		Use:   "serve",
		Short: "Serve the catalog over gRPC",
		Long: `Serve the catalog over gRPC, with reflection and health.

Without --content or --release it serves the embedded catalog. With --content it serves a directory, with --release a release file as
` + "`compendium build`" + ` writes it, and loads it again when it changes or on SIGHUP. Label statuses are those of the day, and derived anew when a new day begins, unless --as-of fixes it. Content with an error is never served: at start the command prints the findings and ends with exit code 1; later the last
good catalog is served on, and health (the service "fresh"), the log and GetCatalog say so.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.serve(cmd.Context(), flags) },
	}
	serve.Flags().StringVar(&flags.listen, "listen", "127.0.0.1:50051", "address to listen on")
	serve.Flags().StringVar(&flags.content, "content", "", "content directory to serve and to watch (default the embedded catalog)")
	serve.Flags().StringVar(&flags.release, "release", "", "release file to serve and to watch; replace it by renaming a new one over it")
	serve.MarkFlagsMutuallyExclusive("content", "release")
	serve.Flags().StringVar(&flags.asOf, "as-of", "", "day for which label statuses are derived, as in 2026-11-23 (default today)")
	serve.Flags().DurationVar(&flags.poll, "poll", time.Second, "how often to look whether the content or the day changed")
	return serve
}

func (c *command) serve(ctx context.Context, flags serveFlags) error {
	if flags.poll <= 0 {
		return fmt.Errorf("--poll: %v is no interval; give one such as 1s", flags.poll)
	}
	if _, err := c.day(flags.asOf); err != nil {
		return err
	}
	from := c.source(flags)
	// Taken before the first load, so that a change while it loads is seen. An error shows in the load.
	before, _ := from.stamp()
	first, err := from.load()
	if err != nil {
		return c.refuse("serve", err)
	}
	log := slog.New(slog.NewTextHandler(c.Stderr, nil))
	server, err := services.New(first, log, services.Options{})
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", flags.listen)
	if err != nil {
		return fmt.Errorf("serve: %w; choose another address with --listen", err)
	}
	log.Info("serving", "address", listener.Addr().String(), "version", first.Image.Version(), "as_of", first.AsOf, "source", first.Source)
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	reloader := &services.Reloader{Server: server, Load: from.load, Stamp: from.stamp, Last: before, Every: flags.poll, Now: hangup}
	return run(ctx, server, listener, reloader)
}

// run serves until the context ends, then shuts down.
func run(ctx context.Context, server *services.Server, listener net.Listener, reloader *services.Reloader) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	watching, stop := context.WithCancel(ctx)
	defer stop()
	go reloader.Run(watching)
	select {
	case err := <-failed:
		return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), services.DrainTime)
	defer cancel()
	server.Shutdown(deadline)
	return nil
}

// refuse prints what keeps content from being released.
func (c *command) refuse(command string, err error) error {
	var invalid *release.InvalidError
	if !errors.As(err, &invalid) {
		return fmt.Errorf("%s: %w", command, err)
	}
	errors := slices.DeleteFunc(slices.Clone(invalid.Findings), func(f validate.Finding) bool { return f.Severity < validate.Error })
	if err := validate.WriteText(c.Stderr, errors, validate.Summarize(invalid.Findings, invalid.Statistics)); err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "compendium: %s: %v\n", command, invalid)
	return errFindings
}
