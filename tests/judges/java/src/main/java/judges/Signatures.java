package judges;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.util.List;
import java.util.Locale;

/**
 * Asks the EU's DSS whether both signatures of each folder's {@code signed.pdf} are valid, and
 * which level they reach; the folder's {@code chamber*.der} are the trust anchors, and its name
 * is the level (otherwise B). Exits with 1 unless all are TOTAL_PASSED at that level.
 */
public final class Signatures {
    private Signatures() {}

    public static void main(String[] folders) {
        if (folders.length == 0) {
            System.err.println("usage: Signatures FOLDER …");
            System.exit(2);
        }
        boolean passed = true;
        for (String folder : folders) {
            passed &= judge(new File(folder));
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean judge(File folder) {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        for (String name : List.of("chamber1.der", "chamber2.der")) {
            CertificateToken anchor = DSSUtils.loadCertificate(new File(folder, name));
            anchors.addCertificate(anchor);
        }
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(anchors);
        verifier.setCrlSource(new OnlineCRLSource());
        verifier.setOcspSource(new OnlineOCSPSource());
        SignedDocumentValidator validator =
                SignedDocumentValidator.fromDocument(
                        new FileDocument(new File(folder, "signed.pdf")));
        validator.setCertificateVerifier(verifier);
        Reports reports = validator.validateDocument();
        if (System.getenv("DSS_DIAGNOSTICS") != null) {
            System.out.println(reports.getXmlDiagnosticData());
        }
        SimpleReport report = reports.getSimpleReport();
        String expected = "PAdES-BASELINE-" + level(folder.getName());
        boolean passed = report.getSignaturesCount() == 2;
        for (String id : report.getSignatureIdList()) {
            Indication indication = report.getIndication(id);
            String format = report.getSignatureFormat(id).toString();
            boolean fits = indication == Indication.TOTAL_PASSED && format.equals(expected);
            passed &= fits;
            System.out.println(
                    (fits ? "ok   " : "FAIL ")
                            + "DSS: "
                            + folder.getName()
                            + " "
                            + report.getSignedBy(id)
                            + " "
                            + indication
                            + " "
                            + format
                            + " "
                            + report.getSubIndication(id)
                            + " "
                            + texts(report.getAdESValidationErrors(id))
                            + texts(report.getAdESValidationWarnings(id)));
        }
        return passed;
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::getValue).toList();
    }

    private static String level(String folder) {
        return switch (folder.split("-")[0]) {
            case "t", "lt", "lta" -> folder.split("-")[0].toUpperCase(Locale.ROOT);
            default -> "B";
        };
    }
}
