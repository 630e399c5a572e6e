package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/release/signing"
)

func (c *command) keygenCommand() *cobra.Command {
	var output string
	keygen := &cobra.Command{
		Use:   "keygen",
		Short: "Make a key pair to sign releases with",
		Long: `Make an Ed25519 key pair to sign releases with. The private key is for ` + "`publish`" + ` and ` +
			"`rollback`" + `; the public key, in a file with .pub added to the name, is for
` + "`serve --verify-key`" + `. Existing files are never overwritten.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return c.keygen(output) },
	}
	keygen.Flags().StringVarP(&output, "output", "o", "compendium.key",
		"file for the private key; the public key gets the same name plus .pub")
	return keygen
}

func (c *command) keygen(output string) error {
	key, err := signing.Generate()
	if err != nil {
		return fmt.Errorf("keygen: %w", err)
	}
	private, err := key.MarshalPEM()
	if err != nil {
		return fmt.Errorf("keygen: %w", err)
	}
	public, err := key.Public().MarshalPEM()
	if err != nil {
		return fmt.Errorf("keygen: %w", err)
	}
	const secret, open = 0o600, 0o644
	if err := createFile(output, private, secret); err != nil {
		return fmt.Errorf("keygen: %w; name another file with --output", err)
	}
	if err := createFile(output+".pub", public, open); err != nil {
		return errors.Join(fmt.Errorf("keygen: %w; name another file with --output", err), os.Remove(output))
	}
	fmt.Fprintf(c.Stdout, "key %s: keep %s secret; servers take %s.pub as --verify-key\n", key.Public().ID(),
		output, output)
	return nil
}

// readKey reads a private key. Without a file there is none.
func readKey(path string) (*signing.Key, error) {
	if path == "" {
		return nil, nil //nolint:nilnil // no key is no error: releases may be unsigned
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("--key: %w", err)
	}
	key, err := signing.ParseKey(text)
	if err != nil {
		return nil, fmt.Errorf("--key %s: %w", path, err)
	}
	return &key, nil
}
