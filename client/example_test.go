package client_test

import (
	"context"
	"fmt"
	"log"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func Example() {
	ctx := context.Background()
	conn, err := client.Dial("dns:///compendium.example.org:50051", grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	// A copy in memory that follows the service; client.NewRemote(conn) reads from the service itself.
	reader, err := client.Follow(ctx, conn)
	if err != nil {
		log.Fatal(err)
	}
	imatinib, err := client.Get[*compendiumv1.Drug](ctx, reader, "drugs/imatinib")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(imatinib.DisplayName, reader.State().Version)
}
