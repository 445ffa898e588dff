package dev.timonier.server.gostruct;

import java.util.Map;
import java.util.stream.Collectors;

/// What fields are called in Go: `hostPID` is `HostPID`, but `dnsPolicy` is `DNSPolicy`.
public final class FieldNames {
  /// Those that do not just begin with a capital.
  private static final Map<String, String> IRREGULAR =
      table(
          """
          apiGroup APIGroup
          apiGroups APIGroups
          apiVersion APIVersion
          apiVersions APIVersions
          awsElasticBlockStore AWSElasticBlockStore
          bool BoolValue
          bools BoolValues
          caBundle CABundle
          cel CEL
          cephfs CephFS
          chapAuthDiscovery DiscoveryCHAPAuth
          chapAuthSession SessionCHAPAuth
          cidr CIDR
          cidrs CIDRs
          csi CSI
          diskURI DataDiskURI
          dnsConfig DNSConfig
          dnsPolicy DNSPolicy
          fc FC
          fsGroup FSGroup
          fsGroupChangePolicy FSGroupChangePolicy
          fsGroupPolicy FSGroupPolicy
          fsType FSType
          gcePersistentDisk GCEPersistentDisk
          gid GID
          gmsaCredentialSpec GMSACredentialSpec
          gmsaCredentialSpecName GMSACredentialSpecName
          grpc GRPC
          http HTTP
          httpGet HTTPGet
          httpHeaders HTTPHeaders
          int IntValue
          ints IntValues
          ip IP
          ipBlock IPBlock
          ipFamilies IPFamilies
          ipFamilyPolicy IPFamilyPolicy
          ipMode IPMode
          ips IPs
          iqn IQN
          iscsi ISCSI
          iscsiInterface ISCSIInterface
          jsonPatch JSONPatch
          nfs NFS
          os OS
          osImage OSImage
          pdName PDName
          rbd RBD
          seLinuxChangePolicy SELinuxChangePolicy
          seLinuxMount SELinuxMount
          seLinuxOptions SELinuxOptions
          sslEnabled SSLEnabled
          storageos StorageOS
          string StringValue
          strings StringValues
          tcpSocket TCPSocket
          tls TLS
          ttlSecondsAfterFinished TTLSecondsAfterFinished
          tty TTY
          uid UID
          url URL
          wwids WWIDs
          DeviceAttribute.version VersionValue
          DeviceAttribute.versions VersionValues
          GlusterfsPersistentVolumeSource.endpoints EndpointsName
          GlusterfsVolumeSource.endpoints EndpointsName
          RBDPersistentVolumeSource.image RBDImage
          RBDPersistentVolumeSource.monitors CephMonitors
          RBDPersistentVolumeSource.pool RBDPool
          RBDPersistentVolumeSource.user RadosUser
          RBDVolumeSource.image RBDImage
          RBDVolumeSource.monitors CephMonitors
          RBDVolumeSource.pool RBDPool
          RBDVolumeSource.user RadosUser
          """);

  private FieldNames() {}

  private static Map<String, String> table(String lines) {
    return lines
        .lines()
        .map(line -> line.split(" ", -1))
        .collect(Collectors.toUnmodifiableMap(words -> words[0], words -> words[1]));
  }

  /// @param type its last part: `RBDVolumeSource`
  public static String of(String type, String field) {
    var irregular = IRREGULAR.getOrDefault(type + "." + field, IRREGULAR.get(field));
    return irregular == null
        ? Character.toUpperCase(field.charAt(0)) + field.substring(1)
        : irregular;
  }
}
