package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
	"github.com/opencompendium/compendium/services/config"
)

// registryFlags are the flags of all commands that change a registry.
type registryFlags struct {
	key      string
	unsigned bool
	options  registry.Options
}

func (f *registryFlags) add(cmd *cobra.Command, signs bool) {
	cmd.Flags().BoolVar(&f.options.PlainHTTP, "plain-http", false, "connect to registries on other machines without TLS")
	cmd.Flags().StringVar(&f.options.CA, "registry-ca", "", "PEM file of authorities for registries, beside the system's")
	if signs {
		cmd.Flags().StringVar(&f.key, "key", "", "private key to sign with, from compendium keygen (default: unsigned)")
		cmd.Flags().BoolVar(&f.unsigned, "unsigned", false, "do not sign, although the release before is signed")
		cmd.MarkFlagsMutuallyExclusive("key", "unsigned")
	}
}

// repository opens the repository of an argument.
func (f *registryFlags) repository(
	ctx context.Context,
	text string,
	mode registry.Mode,
) (*registry.Repository, registry.Reference, error) {
	reference, err := registry.Parse(text)
	if err != nil {
		return nil, reference, err
	}
	if err := f.check(reference.Layout); err != nil {
		return nil, reference, err
	}
	repository, err := registry.Open(ctx, reference, mode, f.options)
	return repository, reference, err
}

// check refuses flags about registries where there is none.
func (f *registryFlags) check(local bool) error {
	switch {
	case local && f.options.PlainHTTP:
		return errors.New("--plain-http: there is no registry; leave it out")
	case local && f.options.CA != "":
		return errors.New("--registry-ca: there is no registry; leave it out")
	}
	return nil
}

type publishFlags struct {
	registryFlags
	build buildFlags
	file  string
	name  string
	after int64
}

func (c *command) publishCommand() *cobra.Command {
	var flags publishFlags
	publish := &cobra.Command{
		Use:   "publish REFERENCE [FILE | DIR]",
		Short: "Publish a release to a registry or a directory",
		Long: `Publish a release and move a channel to it. REFERENCE is one of

    oci://host/name:channel      an OCI registry
    oci-layout://DIR:channel     an OCI image layout in a directory
    file:PATH                    PATH, with the signatures in PATH.sig, to upload to any web server

The release gets the next number, and a tag such as r12-1a2b3c4d5e6f that never moves. Without FILE, a release file,
the content is built first, as ` + "`compendium build [DIR]`" + ` does. If the channel already leads to this file, it is not published
again; a signature with another key is added to it. If servers have served a release with a higher number that the
repository does not have, or another one with the same number, --after gives this one a number that they accept.

Credentials are docker's (docker login, or oras login). docs/releases.md has more.`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			content := args[1:]
			if info, err := os.Stat(strings.Join(content, "")); len(content) > 0 && (err != nil || !info.IsDir()) {
				if err := cmd.Flags().Set("release", content[0]); err != nil {
					return err
				}
				content = nil
			}
			if err := cmd.ValidateFlagGroups(); err != nil {
				return fmt.Errorf("publish: %w", err)
			}
			return c.publish(cmd.Context(), args[0], content, flags)
		},
	}
	flags.add(publish, true)
	publish.Flags().StringVar(&flags.file, "release", "", "release file to publish, as FILE (default: build the content)")
	flags.build.register(publish, true)
	publish.Flags().StringVar(&flags.build.asOf, "as-of", "",
		"day to check and to derive records for, such as 2026-11-23 (default: today in UTC)")
	publish.Flags().StringVar(&flags.build.revision, "revision", "",
		"revision of the content's repository, for servers to report")
	publish.Flags().StringVar(&flags.name, "name", config.DefaultCatalogName,
		"name of the catalog, which signatures cover; servers expect it as --catalog-name")
	publish.Flags().Int64Var(&flags.after, "after", 0,
		"publish under a number above this one, even if the channel already leads to this file")
	for _, name := range []string{"content", "embedded", "as-of", "revision"} {
		publish.MarkFlagsMutuallyExclusive("release", name)
	}
	return publish
}

func (c *command) publish(ctx context.Context, to string, content []string, flags publishFlags) error {
	key, err := readKey(flags.key)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	var data []byte
	if flags.file != "" {
		if len(content) > 0 {
			return fmt.Errorf("publish %s: --release is given too; remove one of them", content[0])
		}
		if data, err = os.ReadFile(flags.file); err != nil {
			return fmt.Errorf("publish: %w", err)
		}
	} else if data, _, err = c.buildRelease(ctx, content, flags.build); err != nil {
		return c.refuse("publish", err)
	}
	opened, err := openWhole(data)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	publication := registry.Publication{
		Name: flags.name, File: data, Info: opened.Info(), After: flags.after, Created: c.Now(), Key: key,
		Unsigned: flags.unsigned,
	}
	if path, ok := filePath(to); ok {
		if err := flags.check(true); err != nil {
			return fmt.Errorf("publish: %w", err)
		}
		released, err := registry.PublishFile(ctx, path, publication)
		if err != nil {
			return fmt.Errorf("publish: %w", err)
		}
		c.wrote(path, opened.Version(), released)
		return nil
	}
	repository, reference, err := flags.repository(ctx, to, registry.Create)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	e, err := repository.Publish(ctx, reference.Tag, publication)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	return c.leads(ctx, "publish", repository, reference, e)
}

// filePath returns the path of a reference such as file:releases/compendium.release or
// file:///srv/www/compendium.release.
func filePath(reference string) (string, bool) {
	path, ok := strings.CutPrefix(reference, "file:")
	return strings.TrimPrefix(path, "//"), ok
}

// wrote prints what was published to a file.
func (c *command) wrote(path, version string, released signing.Release) {
	if released.Number == 0 {
		fmt.Fprintf(c.Stdout, "%s is written: version %s, %s, unsigned\n", path, version, released.Digest)
		return
	}
	fmt.Fprintf(c.Stdout, "%s is written: release %d, version %s, %s, signed in %s%s\n",
		path, released.Number, version, released.Digest, path, signing.FileSuffix)
}

// leads prints where a channel leads, and what other publishers did meanwhile.
func (c *command) leads(
	ctx context.Context,
	name string,
	repository *registry.Repository,
	channel registry.Reference,
	e *registry.Entry,
) error {
	signatures, err := repository.Signatures(ctx, e)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	how := "unsigned"
	if len(signatures) > 0 {
		how = "signed"
	}
	for _, number := range e.Lost {
		fmt.Fprintf(c.Stderr,
			"compendium: %s: another publisher took the number %d at the same time; published again as release %d\n", name,
			number, e.Number)
	}
	if e.Behind > 0 {
		fmt.Fprintf(c.Stderr, "compendium: %s: another publisher moved %s to release %d at the same time; it stays there\n",
			name, channel, e.Behind)
		fmt.Fprintf(c.Stdout, "%s is release %d: version %s, %s\n", channel.At(e.Digest), e.Number, e.Version, how)
		return nil
	}
	fmt.Fprintf(c.Stdout, "%s leads to release %d: version %s, %s, %s\n", channel, e.Number, e.Version, e.Digest, how)
	return nil
}
